using System.Buffers.Text;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>The tag of CommandComplete. Source: https://www.postgresql.org/docs/current/protocol-message-formats.html.</summary>
internal static class CommandTag
{
    /// <summary>Rows that a statement changed (<c>INSERT 0 5</c>, <c>UPDATE 3</c>), or −1 if it changes none.</summary>
    public static long RowsAffected(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> tag = content.TrimEnd((byte)0);
        if (!tag.StartsWith("INSERT "u8) && !tag.StartsWith("UPDATE "u8) && !tag.StartsWith("DELETE "u8) && !tag.StartsWith("MERGE "u8) && !tag.StartsWith("COPY "u8))
        {
            return -1;
        }

        ReadOnlySpan<byte> last = tag[(tag.LastIndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(last, out long rows, out int consumed) && consumed == last.Length ? rows : -1;
    }
}
