using System.Globalization;
using System.Text;

namespace Quarry.Plugins.Oracle.Types;

/// <summary>A type's name as Oracle, its catalog or its ODBC driver writes it, taken apart: <c>TIMESTAMP(6) WITH TIME ZONE</c> is <c>TIMESTAMP WITH TIME ZONE</c> and 6.</summary>
/// <param name="Name">The words in capitals, without what stands in parentheses and without the owner of a built-in type.</param>
/// <param name="First">The first number in parentheses, or null.</param>
/// <param name="Second">The second, or null.</param>
internal readonly record struct DeclaredType(string Name, int? First, int? Second)
{
    private const int AnyPrecision = 38;

    public static DeclaredType Parse(string text)
    {
        var name = new StringBuilder();
        int? first = null;
        int? second = null;
        int at = 0;
        while (at < text.Length)
        {
            int open = text.IndexOf('(', at);
            int close = open < 0 ? -1 : text.IndexOf(')', open);
            name.Append(text.AsSpan(at, (close < 0 ? text.Length : open) - at)).Append(' ');
            if (close < 0)
            {
                break;
            }

            string[] parts = text[(open + 1)..close].Split(',');
            (first, second) = first is null ? (Number(parts[0]), parts.Length > 1 ? Number(parts[1]) : null) : (first, second);
            at = close + 1;
        }

        return new(Plain(name.ToString()), first, second);
    }

    // NUMBER(*,2) has the precision 38; VARCHAR2(10 CHAR) has a word behind its number.
    private static int? Number(string part) => part.Trim() is var text && text == "*" ? AnyPrecision
        : int.TryParse(text.Split(' ')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Plain(string name)
    {
        string[] words = name.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string plain = string.Join(' ', words).Replace("TIMEZONE", "TIME ZONE", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
        return plain.StartsWith("SYS.", StringComparison.Ordinal) ? plain["SYS.".Length..]
            : plain.StartsWith("PUBLIC.", StringComparison.Ordinal) ? plain["PUBLIC.".Length..]
            : plain;
    }
}
