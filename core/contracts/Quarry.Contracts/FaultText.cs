using System.Data.Common;
using System.Reflection;
using System.Text;

namespace Quarry.Contracts;

/// <summary>Reads text out of an exception that a plugin wrote: its members may throw, and what they return may be long or hold secrets.</summary>
internal static class FaultText
{
    private const int MaxMessage = 2000;
    private const int MaxStack = 16_000;
    private const int MaxDepth = 8;

    /// <summary>The exception that tells something: wrappers of the runtime do not.</summary>
    public static Exception Unwrap(Exception exception)
    {
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            Exception? inner = exception switch
            {
                TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 } => exception.InnerException,
                ReflectionTypeLoadException types => Array.Find(types.LoaderExceptions, loader => loader is not null),
                _ => null,
            };
            if (inner is null)
            {
                break;
            }

            exception = inner;
        }

        return exception;
    }

    /// <summary>Type names and messages of an exception and its inner ones, without secrets.</summary>
    public static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        Exception? current = exception;
        for (int depth = 0; current is not null && depth < MaxDepth; depth++, current = current.InnerException)
        {
            text.Append(depth == 0 ? "" : " ---> ").Append(current.GetType().FullName).Append(": ").Append(Message(current));
        }

        if (text.Length == 0 || text[^1] is not ('.' or '!' or '?' or '…'))
        {
            text.Append('.');
        }

        return text.ToString();
    }

    public static string Message(Exception exception) => Read(static e => e.Message, exception, MaxMessage);

    public static string Stack(Exception root, Exception thrown)
        => string.Join('\n', new[] { root, thrown }.Distinct().Select(e => Read(static e => e.StackTrace, e, MaxStack)).Where(stack => stack.Length > 0));

    public static string? SqlState(Exception exception)
        => exception is DbException && Read(static e => ((DbException)e).SqlState, exception, MaxMessage) is { Length: > 0 } state ? state : null;

    /// <summary>The assembly that was not found, or null if it was another file.</summary>
    public static string? AssemblyName(Exception exception)
    {
        string? name = (exception as FileNotFoundException)?.FileName ?? (exception as FileLoadException)?.FileName;
        return name?.Contains(", Version=", StringComparison.Ordinal) == true ? Cut(name, 300) : null;
    }

    /// <summary>The library's name and why it was not loaded, out of the runtime's list of all places where it looked.</summary>
    public static string MissingLibrary(Exception exception)
    {
        string[] lines = Message(exception).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string first = lines.Length == 0 ? exception.GetType().Name : lines[0].Split(". ")[0].TrimEnd('.');
        string? reason = lines.Skip(1).FirstOrDefault(line => !line.Contains("No such file or directory", StringComparison.Ordinal));
        return reason is null ? $"{first}." : $"{first} ({reason}).";
    }

    private static string Read(Func<Exception, string?> member, Exception exception, int limit)
    {
        try
        {
            // Cut first, so that no text is too long to search; scrubbed before the last cut, which could split a secret.
            return Cut(SecretText.Scrub(Cut(member(exception) ?? "", 8 * limit)), limit);
        }
        catch (Exception)
        {
            // The member is the plugin's code, run while it reports a failure; what it throws now adds nothing.
            return "(the text cannot be read)";
        }
    }

    private static string Cut(string text, int limit) => text.Length <= limit ? text : string.Concat(text.AsSpan(0, limit), "…");
}
