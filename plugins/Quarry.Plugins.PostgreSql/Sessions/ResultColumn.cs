using System.Buffers.Binary;
using System.Text;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>A column as RowDescription tells it.</summary>
/// <param name="Name">The column's name or alias.</param>
/// <param name="TypeOid">The type's object id.</param>
/// <param name="TypeModifier">atttypmod, −1 if there is none.</param>
internal sealed record ResultColumn(string Name, uint TypeOid, int TypeModifier)
{
    private const int BytesAfterName = 18;

    /// <summary>Reads a RowDescription.</summary>
    public static ResultColumn[] ReadAll(ReadOnlySpan<byte> content)
    {
        if (content.Length < sizeof(short))
        {
            throw PgErrors.Protocol("a description of rows that is cut short");
        }

        var columns = new ResultColumn[BinaryPrimitives.ReadUInt16BigEndian(content)];
        content = content[sizeof(short)..];
        for (int i = 0; i < columns.Length; i++)
        {
            int end = content.IndexOf((byte)0);
            if (end < 0 || content.Length - end - 1 < BytesAfterName)
            {
                throw PgErrors.Protocol("a description of rows that is cut short");
            }

            // Table OID (4) and column number (2) come before the type's OID, its size (2) and modifier, the format (2) after.
            ReadOnlySpan<byte> fields = content.Slice(end + 1, BytesAfterName);
            columns[i] = new(Encoding.UTF8.GetString(content[..end]), BinaryPrimitives.ReadUInt32BigEndian(fields[6..]), BinaryPrimitives.ReadInt32BigEndian(fields[12..]));
            content = content[(end + 1 + BytesAfterName)..];
        }

        return columns;
    }
}
