namespace Quarry.Contracts;

/// <summary>Appends decimals of at most 76 digits: unscaled integers at the type's scale, or values and text that are rescaled exactly.</summary>
public sealed class Decimal256ColumnBuilder : FixedColumnBuilder<Int256>
{
    internal Decimal256ColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory)
    {
    }

    /// <summary>Appends a value.</summary>
    /// <param name="value">A value of any scale.</param>
    /// <exception cref="QuarryException">It does not fit the type's precision and scale exactly (Server); the message names column and row.</exception>
    public void Append(Decimal256 value)
    {
        ParseStatus status = value.TryFit(Column.Type.Precision, Column.Type.Scale, out Decimal256 fitted);
        if (status != ParseStatus.Ok)
        {
            throw Throw.DecimalDoesNotFit(Column, RowNumber(Length), value.ToString(), status);
        }

        Append(fitted.Unscaled);
    }
}
