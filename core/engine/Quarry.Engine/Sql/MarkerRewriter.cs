using System.Text;
using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>Replaces markers by those of a dialect and leaves every other character as it is.</summary>
/// <remarks>
/// Where the dialect numbers its markers, each distinct parameter has one position; otherwise each marker has, and a parameter's value is repeated.
/// A space is put where a marker would run into its neighbour, as in <c>LIMIT?</c>, which must not become <c>LIMIT$1</c>.
/// </remarks>
internal static class MarkerRewriter
{
    public static RewrittenSql Rewrite(ParsedSql sql, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        IReadOnlyList<SqlMarker> markers = sql.Markers;
        if (markers.Count == 0)
        {
            return new(sql.Text, []);
        }

        bool numbered = dialect.ParameterMarker(1) != dialect.ParameterMarker(2);
        int[] order = numbered ? [.. Enumerable.Range(0, sql.ParameterCount)] : [.. markers.Select(marker => marker.Parameter)];
        var text = new StringBuilder(sql.Text.Length + markers.Count * 4);
        ReadOnlySpan<char> source = sql.Text;
        int copied = 0;
        foreach (SqlMarker marker in markers)
        {
            text.Append(source[copied..marker.Start]);
            string native = dialect.ParameterMarker(numbered ? marker.Parameter + 1 : 1);
            copied = marker.Start + marker.Length;
            bool same = source[marker.Start..copied].SequenceEqual(native);
            if (!same && text.Length > 0 && FusesBefore(text[^1], native[0]))
            {
                text.Append(' ');
            }

            text.Append(native);
            if (!same && copied < source.Length && FusesAfter(native[^1], source[copied]))
            {
                text.Append(' ');
            }
        }

        text.Append(source[copied..]);
        return new(text.Equals(source) ? sql.Text : text.ToString(), order);
    }

    private static bool FusesBefore(char left, char first)
        => (IsWordPart(left) && (IsWordPart(first) || first is '@' or ':')) || (left == first && first is '@' or ':');

    private static bool FusesAfter(char last, char right)
        => (IsWordPart(last) && IsWordPart(right)) || (last == '?' && char.IsAsciiDigit(right));

    private static bool IsWordPart(char c) => SqlChars.IsNamePart(c) || c == '#';
}
