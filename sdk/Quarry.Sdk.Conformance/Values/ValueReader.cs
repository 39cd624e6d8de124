using System.Text;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Values;

/// <summary>Reads one value of a column in the form that <see cref="Parameter"/> states.</summary>
internal static class ValueReader
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static object? Read(ColumnVector column, int row) => column.IsNull(row) ? null : column.Type.Kind switch
    {
        TypeKind.Boolean => (column.Data[row >> 3] >> (row & 7) & 1) != 0,
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
        TypeKind.List => ReadList(column, row),
        _ => s_strict.GetString(column.GetBytes(row)),
    };

    private static object?[] ReadList(ColumnVector column, int row)
    {
        (int start, int end) = (column.Offsets[row], column.Offsets[row + 1]);
        object?[] values = new object?[end - start];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Read(column.Children[0], start + i);
        }

        return values;
    }
}
