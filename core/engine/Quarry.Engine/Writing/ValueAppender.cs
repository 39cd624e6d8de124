using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>Appends values in the form that <see cref="Parameter"/> states for a column's type.</summary>
internal static class ValueAppender
{
    /// <summary>How a value is appended; chosen once per column.</summary>
    public static Action<object?> Of(ColumnBuilder column)
    {
        Action<object> append = OfValue(column);
        return value =>
        {
            if (value is null)
            {
                column.AppendNull();
            }
            else
            {
                append(value);
            }
        };
    }

    private static Action<object> OfValue(ColumnBuilder column) => column switch
    {
        BooleanColumnBuilder booleans => value => booleans.Append((bool)value),
        Decimal128ColumnBuilder decimals => value => decimals.Append((Decimal128)value),
        Decimal256ColumnBuilder decimals => value => decimals.Append((Decimal256)value),
        FixedColumnBuilder<sbyte> numbers => value => numbers.Append((sbyte)value),
        FixedColumnBuilder<short> numbers => value => numbers.Append((short)value),
        FixedColumnBuilder<int> numbers => value => numbers.Append((int)value),
        FixedColumnBuilder<long> numbers => value => numbers.Append((long)value),
        FixedColumnBuilder<byte> numbers => value => numbers.Append((byte)value),
        FixedColumnBuilder<ushort> numbers => value => numbers.Append((ushort)value),
        FixedColumnBuilder<uint> numbers => value => numbers.Append((uint)value),
        FixedColumnBuilder<ulong> numbers => value => numbers.Append((ulong)value),
        FixedColumnBuilder<float> numbers => value => numbers.Append((float)value),
        FixedColumnBuilder<double> numbers => value => numbers.Append((double)value),
        FixedColumnBuilder<Interval> intervals => value => intervals.Append((Interval)value),
        TimestampOffsetColumnBuilder times => value => times.Append((TimestampOffset)value),
        FixedBinaryColumnBuilder uuids when column.Column.Type.Kind == TypeKind.Uuid => value => uuids.Append((Guid)value),
        FixedBinaryColumnBuilder binaries => value => binaries.Append((byte[])value),
        VariableColumnBuilder binaries when column.Column.Type.Kind == TypeKind.Binary => value => binaries.Append((byte[])value),
        ListColumnBuilder lists => OfList(lists),
        _ => value => column.AppendUtf16((string)value),
    };

    private static Action<object> OfList(ListColumnBuilder lists)
    {
        Action<object?> append = Of(lists.Elements);
        return value =>
        {
            foreach (object? element in (IReadOnlyList<object?>)value)
            {
                append(element);
            }

            lists.EndList();
        };
    }
}
