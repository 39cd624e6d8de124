using System.Globalization;
using System.Text;
using Quarry.Cli.Output;
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
            case QuarryException quarry:
                output.Write(Describe(quarry, sql));
                return ExitCodes.Of(quarry.Kind);
            default:
                output.Write(Line(ErrorCodes.Unexpected, $"This is a defect of quarry; please report it with the text below. {error.Message}"));
                output.WriteLine(Printable(error.ToString()));
                return ExitCodes.Internal;
        }
    }

    /// <summary>The line of an error, and a second one with the option that helps if there is one.</summary>
    public static string Line(int code, string message)
    {
        string hint = Hints.Of(code) is { } text ? $"  hint: {text}\n" : "";
        return string.Create(CultureInfo.InvariantCulture, $"quarry: error QRY{code:D4}: {Printable(message)}\n{hint}");
    }

    private static string Describe(QuarryException error, string? sql)
    {
        var text = new StringBuilder(Line(error.Code, error.Message));
        if (sql is not null && SqlExcerpt.Create(sql, error.Position) is { } excerpt)
        {
            text.Append(excerpt);
        }

        if (error.SqlState is { } state)
        {
            text.Append("  SQLSTATE ").Append(Printable(state));
            if (error.VendorCode != 0)
            {
                text.Append(CultureInfo.InvariantCulture, $", vendor code {error.VendorCode}");
            }

            text.Append('\n');
        }

        // Who has to act on a defect is the author, who needs the place in the code.
        if (error is { Kind: ErrorKind.Internal, StackTrace: { Length: > 0 } stack })
        {
            text.Append(Printable(stack)).Append('\n');
        }

        return text.ToString();
    }

    // A server's message may quote data: what moves the cursor or recolours a terminal is not sent to it.
    private static string Printable(string text)
        => string.Create(text.Length, text, (room, source) =>
        {
            for (int i = 0; i < room.Length; i++)
            {
                room[i] = char.IsControl(source[i]) && source[i] is not '\n' ? ' ' : source[i];
            }
        });
}
