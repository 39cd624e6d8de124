using System.Text;
using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Tests.Support;

/// <summary>A result as objects in the form of <see cref="Parameter"/>.</summary>
internal sealed record Table(Schema Schema, IReadOnlyList<object?[]> Rows, IReadOnlyList<int> BatchRows)
{
    public LogicalType Type(int column) => Schema.Columns[column].Type;

    public IEnumerable<object?> Column(int column) => Rows.Select(row => row[column]);

    public static async Task<Table> ReadAsync(ResultReader reader)
    {
        var rows = new List<object?[]>();
        var batches = new List<int>();
        Schema schema = reader.Schema!;
        while (await reader.ReadAsync(default) is { } batch)
        {
            using (batch)
            {
                batches.Add(batch.Rows);
                for (int row = 0; row < batch.Rows; row++)
                {
                    rows.Add([.. batch.Columns.Select(column => Value(column, row))]);
                }
            }
        }

        return new(schema, rows, batches);
    }

    public static object? Value(ColumnVector column, int row) => column.IsNull(row) ? null : column.Type.Kind switch
    {
        TypeKind.Boolean => (column.Data[row >> 3] >> (row & 7) & 1) == 1,
        TypeKind.Int8 => column.Values<sbyte>()[row],
        TypeKind.Int16 => column.Values<short>()[row],
        TypeKind.Int32 or TypeKind.Date32 => column.Values<int>()[row],
        TypeKind.Int64 or TypeKind.Time64 or TypeKind.Timestamp => column.Values<long>()[row],
        TypeKind.UInt8 => column.Values<byte>()[row],
        TypeKind.UInt16 => column.Values<ushort>()[row],
        TypeKind.UInt32 => column.Values<uint>()[row],
        TypeKind.UInt64 => column.Values<ulong>()[row],
        TypeKind.Float32 => column.Values<float>()[row],
        TypeKind.Float64 => column.Values<double>()[row],
        TypeKind.Decimal128 => new Decimal128(column.Values<Int128>()[row], column.Type.Scale),
        TypeKind.Decimal256 => new Decimal256(column.Values<Int256>()[row], column.Type.Scale),
        TypeKind.Interval => column.Values<Interval>()[row],
        TypeKind.TimestampOffset => new TimestampOffset(column.Children[0].Values<long>()[row], column.Children[1].Values<short>()[row]),
        TypeKind.Uuid => new Guid(column.GetBytes(row), bigEndian: true),
        TypeKind.Binary or TypeKind.FixedBinary => column.GetBytes(row).ToArray(),
        _ => Encoding.UTF8.GetString(column.GetBytes(row)),
    };
}
