using System.Globalization;
using System.Text;
using Quarry.Cli.Cells;
using Quarry.Cli.Output;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Diagnostics;

/// <summary>What an exception tells the user, and the shell.</summary>
internal static class Failure
{
    /// <summary>Prints the error, with the place in the SQL if it is known.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception error, string? sql, TextWriter output)
    {
        switch (error)
        {
            case ClosedPipeException:
                return ExitCodes.Ok;
            case RowBufferWriterException writer:
                output.Write(Describe(writer));
                return ExitCodes.Server;
            case QuarryException quarry:
                output.Write(Describe(quarry, sql));
                return ExitCodes.Of(quarry.Kind);
            default:
                output.Write(Line(ErrorCodes.Unexpected, $"This is a defect of quarry; please report it with the text below. {error.Message}"));
                output.Write(Lines(error.ToString()));
                return ExitCodes.Internal;
        }
    }

    /// <summary>The line of an error, and a second one with the option that helps if there is one.</summary>
    public static string Line(int code, string message)
    {
        string hint = Hints.Of(code) is { } text ? $"  hint: {text}\n" : "";
        return WithoutHint(code, message) + hint;
    }

    private static string WithoutHint(int code, string message)
        => string.Create(CultureInfo.InvariantCulture, $"quarry: error QRY{code:D4}: {VisibleText.Of(message)}\n");

    // Its code may be another program's, and a defect of it is none of this tool.
    private static string Describe(RowBufferWriterException error)
        => WithoutHint(error.Code, $"Whoever wrote the input could not finish it, and says why: {error.Message}") + State(error);

    private static string Describe(QuarryException error, string? sql)
    {
        var text = new StringBuilder(Line(error.Code, error.Message));
        if (sql is not null && SqlExcerpt.Create(sql, error.Position) is { } excerpt)
        {
            text.Append(excerpt);
        }

        text.Append(State(error));
        // Who has to act on a defect is the author, who needs the place in the code.
        if (error is { Kind: ErrorKind.Internal, StackTrace: { Length: > 0 } stack })
        {
            text.Append(Lines(stack));
        }

        return text.ToString();
    }

    private static string State(QuarryException error)
    {
        string code = error.VendorCode == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", vendor code {error.VendorCode}");
        return error.SqlState is { } state ? $"  SQLSTATE {VisibleText.Of(state)}{code}\n" : "";
    }

    // A message within may hold line breaks: only what is indented can follow the line of an error.
    private static string Lines(string text)
        => string.Concat(text.ReplaceLineEndings("\n").Split('\n').Select(line => $"{(line.StartsWith(' ') ? "" : "  ")}{VisibleText.Of(line)}\n"));
}
