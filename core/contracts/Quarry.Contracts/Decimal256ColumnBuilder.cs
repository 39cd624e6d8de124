namespace Quarry.Contracts;

/// <summary>Appends decimals of at most 76 digits: unscaled integers at the type's scale, or values and text that are rescaled exactly.</summary>
public sealed class Decimal256ColumnBuilder : FixedColumnBuilder<Int256>
{
    internal Decimal256ColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory)
    {
    }
}
