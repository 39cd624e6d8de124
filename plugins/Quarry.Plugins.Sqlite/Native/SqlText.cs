using System.Buffers;
using System.Text;

namespace Quarry.Plugins.Sqlite.Native;

/// <summary>The little that the session must know of a statement's text.</summary>
internal static class SqlText
{
    private static readonly SearchValues<byte> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);
    private static readonly string[] s_stateful = ["pragma", "attach", "detach", "temp"];

    /// <summary>True if the first word is that of a statement for which the library counts rows. <c>WITH</c> is one if the statement writes.</summary>
    public static bool ChangesRows(ReadOnlySpan<byte> sql)
    {
        ReadOnlySpan<byte> rest = SkipBlank(sql);
        int length = rest.IndexOfAnyExcept(s_letters);
        ReadOnlySpan<byte> word = length < 0 ? rest : rest[..length];
        return Ascii.EqualsIgnoreCase(word, "insert"u8) || Ascii.EqualsIgnoreCase(word, "replace"u8) || Ascii.EqualsIgnoreCase(word, "update"u8)
            || Ascii.EqualsIgnoreCase(word, "delete"u8) || Ascii.EqualsIgnoreCase(word, "with"u8);
    }

    /// <summary>True if a text may change the state of the connection beyond its transaction. It errs on the side of true.</summary>
    public static bool MayChangeSession(string sql)
    {
        foreach (string word in s_stateful)
        {
            if (sql.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True if there are only spaces, comments and semicolons.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> sql) => SkipBlank(sql).IsEmpty;

    private static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> sql)
    {
        while (true)
        {
            sql = sql.TrimStart(" \t\r\n\f;\uFEFF"u8);
            int end = sql.StartsWith("--"u8) ? (sql.IndexOf((byte)'\n') is >= 0 and int line ? line + 1 : sql.Length)
                : sql.StartsWith("/*"u8) && sql[2..].IndexOf("*/"u8) is >= 0 and int comment ? comment + 4
                : 0;
            if (end == 0)
            {
                return sql;
            }

            sql = sql[end..];
        }
    }
}
