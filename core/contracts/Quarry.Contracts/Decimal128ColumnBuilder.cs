namespace Quarry.Contracts;

/// <summary>Appends decimals of at most 38 digits: unscaled integers at the type's scale, or values and text that are rescaled exactly.</summary>
public sealed class Decimal128ColumnBuilder : FixedColumnBuilder<Int128>
{
    internal Decimal128ColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory)
    {
    }

    /// <summary>Appends a value.</summary>
    /// <param name="value">A value of any scale.</param>
    /// <exception cref="QuarryException">It does not fit the type's precision and scale exactly (Server); the message names column and row.</exception>
    public void Append(Decimal128 value)
    {
        ParseStatus status = value.TryFit(Column.Type.Precision, Column.Type.Scale, out Decimal128 fitted);
        if (status != ParseStatus.Ok)
        {
            throw Throw.DecimalDoesNotFit(Column, RowNumber(Length), value.ToString(), status);
        }

        Append(fitted.Unscaled);
    }
}
