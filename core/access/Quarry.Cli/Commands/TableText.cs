using System.Text;
using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary>A table as one types it: <c>TABLE</c> or <c>SCHEMA.TABLE</c>; a part in double quotes may hold anything. Letters keep their case.</summary>
internal static class TableText
{
    public const string Rule = "TABLE or SCHEMA.TABLE; a part with a dot, a space or a quote stands in double quotes, and a quote within is doubled";

    public static bool TryParse(string text, out TableName? table)
    {
        table = null;
        int at = 0;
        if (!TryTake(text, ref at, out string first))
        {
            return false;
        }

        if (at == text.Length)
        {
            table = new() { Name = first };
            return true;
        }

        at++;
        if (!TryTake(text, ref at, out string second) || at < text.Length)
        {
            return false;
        }

        table = new() { Schema = first, Name = second };
        return true;
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public static string Format(TableName table) => table.Schema.Length == 0 ? Quote(table.Name) : $"{Quote(table.Schema)}.{Quote(table.Name)}";

    private static string Quote(string part) => part.Any(IsSpecial) ? $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : part;

    private static bool IsSpecial(char character) => character is '.' or '"' || char.IsWhiteSpace(character) || char.IsControl(character);

    /// <summary>Takes a part and stops at the dot behind it, or at the end.</summary>
    private static bool TryTake(string text, ref int at, out string part)
    {
        if (at < text.Length && text[at] == '"')
        {
            return TryTakeQuoted(text, ref at, out part);
        }

        int start = at;
        while (at < text.Length && !IsSpecial(text[at]))
        {
            at++;
        }

        part = text[start..at];
        return part.Length > 0 && IsEnd(text, at);
    }

    private static bool TryTakeQuoted(string text, ref int at, out string part)
    {
        var name = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                name.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                name.Append(text[at++]);
            }
            else
            {
                at++;
                part = name.ToString();
                return part.Length > 0 && IsEnd(text, at);
            }
        }

        part = "";
        return false;
    }

    private static bool IsEnd(string text, int at) => at == text.Length || text[at] == '.';
}
