using System.Text;
using Quarry.Cli.Formats;

namespace Quarry.Cli.Diagnostics;

/// <summary>The line of the SQL that an error speaks of, with a caret under the place.</summary>
internal static class SqlExcerpt
{
    private const int Context = 60;

    /// <param name="sql">The SQL as the user wrote it.</param>
    /// <param name="position">A 1-based index of a UTF-16 character, one beyond the end for "at the end".</param>
    /// <returns>Two lines, or null if the position is unknown.</returns>
    public static string? Create(string sql, int position)
    {
        if (position < 1 || position > sql.Length + 1)
        {
            return null;
        }

        int index = position - 1;
        int start = index == 0 ? 0 : sql.LastIndexOf('\n', index - 1) + 1;
        int end = sql.IndexOf('\n', index);
        end = end < 0 ? sql.Length : end;

        (bool cutBefore, bool cutAfter) = (index - start > Context, end - index > Context);
        start = cutBefore ? index - Context : start;
        end = cutAfter ? index + Context : end;
        string before = (cutBefore ? "…" : "") + Flat(sql[start..index]);
        string line = before + Flat(sql[index..end]) + (cutAfter ? "…" : "");
        return $"  {line}\n  {new string(' ', TextWidth.Of(Encoding.UTF8.GetBytes(before)))}^\n";
    }

    private static string Flat(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
