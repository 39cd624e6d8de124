using System.Text;
using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary>The SQL of a command: the argument itself, <c>-</c> for the standard input, <c>@file</c> for a file.</summary>
internal static class SqlText
{
    // Bytes that are no text would otherwise become U+FFFD, and the statement another one.
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="QuarryException">The SQL cannot be read, or there is none (User).</exception>
    public static async Task<string> ReadAsync(string argument, Func<Stream> openInput, CancellationToken cancellationToken)
    {
        string sql = argument switch
        {
            "-" => await ReadAsync(openInput, "The standard input", cancellationToken),
            ['@', .. string path] => await ReadAsync(() => File.OpenRead(path), $"The SQL file '{path}'", cancellationToken),
            _ => argument,
        };
        return string.IsNullOrWhiteSpace(sql)
            ? throw Error("The SQL is empty. Pass a statement, '@file' to read it from a file, or '-' to read it from the standard input.", null)
            : sql;
    }

    private static async Task<string> ReadAsync(Func<Stream> open, string what, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(open(), s_strict);

            // A read of a terminal or pipe does not end by a token, so the wait does.
            return await reader.ReadToEndAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        catch (DecoderFallbackException e)
        {
            throw Error($"{what} is not UTF-8. Convert it to UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error($"{what} cannot be read: {e.Message} Name a file that exists and that you may read.", e);
        }
    }

    private static QuarryException Error(string message, Exception? inner) => new(ErrorKind.User, ErrorCodes.SqlUnreadable, message, inner);
}
