using System.Text;
using Quarry.Contracts;
using Quarry.Engine.Targets;

namespace Quarry.Fuzz;

/// <summary>The target parser.</summary>
internal static class TargetTarget
{
    private const string Secret = "Hq7ZsecretZ7qH";

    public static void Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        Parse(text);
        Parse($"x1://user:{Secret}{text}@host/path");
        Parse("odbc:" + text);
        Parse("dsn:" + text);
        string password = (Secret + text).Replace("}", "}}", StringComparison.Ordinal);
        Parse($"odbc:Driver={{x}};PWD={{{password}}};Server=host");
        // Without an end of its own the password ends where the text says; what follows is shown.
        Parse($"odbc:Driver={{x}};PWD={Secret}{text}");
        Parse($"dsn:name;PWD={{{Secret}{text}");
    }

    private static void Parse(string text)
    {
        try
        {
            using ParsedTarget parsed = TargetParser.Parse(text);
            Check(parsed.ToString(), parsed.Secret is not null);
        }
        catch (QuarryException error) when (error.Kind == ErrorKind.User)
        {
            Check(error.ToString(), hidden: true);
        }
    }

    private static void Check(string shown, bool hidden)
    {
        if (hidden && shown.Contains(Secret, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("the password is shown");
        }
    }
}
