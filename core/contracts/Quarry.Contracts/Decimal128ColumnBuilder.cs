namespace Quarry.Contracts;

/// <summary>Appends decimals of at most 38 digits: unscaled integers at the type's scale, or values and text that are rescaled exactly.</summary>
public sealed class Decimal128ColumnBuilder : FixedColumnBuilder<Int128>
{
    internal Decimal128ColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory)
    {
    }
}
