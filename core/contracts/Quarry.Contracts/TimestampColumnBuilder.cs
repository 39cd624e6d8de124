namespace Quarry.Contracts;

/// <summary>Appends timestamps: values in the type's unit, or epochs of another unit, converted exactly.</summary>
public sealed class TimestampColumnBuilder : FixedColumnBuilder<long>
{
    internal TimestampColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory)
    {
    }

    /// <summary>Appends time since 1970-01-01.</summary>
    /// <param name="value">In <paramref name="unit"/>.</param>
    /// <param name="unit">The value's unit.</param>
    /// <exception cref="QuarryException">The type's unit cannot hold it exactly (Server); the message names column and row.</exception>
    public void AppendEpoch(long value, TimeUnit unit)
    {
        if (!ValueText.TryConvertUnit(value, unit, Column.Type.Unit, out long converted))
        {
            throw Throw.InexactEpoch(Column, RowNumber(Length), value, unit);
        }

        Append(converted);
    }
}
