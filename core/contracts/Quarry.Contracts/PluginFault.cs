using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Quarry.Contracts;

/// <summary>What is left of a plugin's exception when it crosses into the host: text without secrets, and no reference into the plugin.</summary>
/// <remarks>
/// An exception of a plugin's own type, also as an inner exception, would pin the plugin's load context and cannot be caught by its type
/// outside. Every call into a plugin that may throw is wrapped in <see cref="Translate"/>. Immutable, safe from any thread; for the host's use.
/// </remarks>
public sealed class PluginFault
{
    private PluginFault(ErrorKind kind, int code, string cause, string fix, Exception root, Exception thrown)
        => (Kind, Code, Cause, Fix, Stack, SqlState, Transient)
            = (kind, code, cause, fix, FaultText.Stack(root, thrown), FaultText.SqlState(root), root is DbException { IsTransient: true });

    /// <summary>Who has to act.</summary>
    public ErrorKind Kind { get; }
    /// <summary>The number for <see cref="QuarryException.Code"/>.</summary>
    public int Code { get; }
    /// <summary>What went wrong: the exception's type and text, or the file that is missing.</summary>
    public string Cause { get; }
    /// <summary>What to do about it.</summary>
    public string Fix { get; }
    /// <summary>The plugin's stack trace, or "".</summary>
    public string Stack { get; }

    private string? SqlState { get; }
    private bool Transient { get; }

    /// <summary>Explains an exception that came out of a plugin or out of loading it.</summary>
    /// <param name="exception">The exception; no reference to it is kept.</param>
    public static PluginFault Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Exception root = FaultText.Unwrap(exception);
        string text = FaultText.Describe(root);
        return root switch
        {
            QuarryException own => new(own.Kind, own.Code, FaultText.Message(own), "See the plugin's documentation.", root, exception),
            DllNotFoundException => new(ErrorKind.User, ErrorCodes.NativeLibraryMissing, $"A native library cannot be loaded: {FaultText.MissingLibrary(root)}",
                $"Publish the plugin for {RuntimeInformation.RuntimeIdentifier} and copy its whole folder, native libraries included; if the named library is there, "
                + "install what it depends on.", root, exception),
            FileNotFoundException or FileLoadException when FaultText.AssemblyName(root) is { } name => new(ErrorKind.User, ErrorCodes.ManagedDependencyMissing,
                $"Assembly {name} is missing or cannot be loaded.",
                "Copy the plugin's whole publish folder, with its .deps.json; if the assembly is not in there, build the plugin with the Quarry SDK.", root, exception),
            BadImageFormatException => new(ErrorKind.User, ErrorCodes.NotForThisProcess, $"A file is not an assembly or library for this process. {text}",
                $"Publish the plugin for {RuntimeInformation.RuntimeIdentifier} and copy its folder anew.", root, exception),
            TypeLoadException or MissingMemberException => new(ErrorKind.User, ErrorCodes.BuiltAgainstOtherVersion,
                $"The plugin or one of its libraries was built against another version of what it finds here. {text}",
                "Build the plugin anew against the packages that it ships with and this host's Quarry.Contracts.", root, exception),
            DbException => new(ErrorKind.Server, ErrorCodes.PluginDatabaseError, text, "See the database's documentation for this error.", root, exception),
            _ => new(ErrorKind.Internal, ErrorCodes.PluginFailed, text, "Report it, with the stack trace, to the plugin's author.", root, exception),
        };
    }

    /// <summary>What may cross in place of an exception that came out of a plugin.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="pluginId">The plugin, named in the message.</param>
    /// <returns>
    /// The same object if it holds nothing of a plugin and no text that looks like a secret. Otherwise a <see cref="QuarryException"/>, or an
    /// <see cref="OperationCanceledException"/> for a cancellation, that tells the same. A missing or unfit file always becomes a <see cref="QuarryException"/>.
    /// </returns>
    public static Exception Translate(Exception exception, string pluginId)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(pluginId);
        if (exception is OperationCanceledException cancelled)
        {
            // TaskCanceledException holds the task, whose state machine is the plugin's.
            return cancelled.GetType() == typeof(OperationCanceledException) && HomeTypes.MayCross(cancelled)
                ? cancelled
                : new OperationCanceledException(FaultText.Message(cancelled), cancelled.CancellationToken);
        }

        PluginFault fault = Of(exception);
        bool isLoadFault = fault.Code is >= ErrorCodes.ManagedDependencyMissing and <= ErrorCodes.BuiltAgainstOtherVersion
            && FaultText.Unwrap(exception) is not QuarryException;
        if (!isLoadFault && HomeTypes.MayCross(exception))
        {
            return exception;
        }

        return FaultText.Unwrap(exception) is QuarryException own ? fault.Copy(own) : fault.ToException(pluginId);
    }

    /// <summary>Removes what looks like a secret (<c>password=…</c>, <c>user:…@host</c>) from text that a library wrote; too much rather than too little.</summary>
    /// <param name="text">The text.</param>
    public static string Scrub(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SecretText.Scrub(text);
    }

    /// <summary>The fault as an error, with the plugin's stack trace in front of the host's.</summary>
    /// <param name="pluginId">The plugin, named in the message.</param>
    public QuarryException ToException(string pluginId)
        => WithStack(new QuarryException(Kind, Code, $"Plugin '{pluginId}': {Cause} {Fix}", SqlState, null) { Transient = Transient });

    private QuarryException Copy(QuarryException own) => WithStack(new QuarryException(own.Kind, own.Code, FaultText.Message(own), SqlState, null)
    {
        VendorCode = own.VendorCode,
        Severity = own.Severity,
        Position = own.Position,
        Records = [.. own.Records.Select(record => record with { Message = SecretText.Scrub(record.Message) })],
        Transient = own.IsTransient,
        OutcomeUnknown = own.OutcomeUnknown,
    });

    private QuarryException WithStack(QuarryException exception)
        => Stack.Length == 0 ? exception : (QuarryException)ExceptionDispatchInfo.SetRemoteStackTrace(exception, Stack);
}
