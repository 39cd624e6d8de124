using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>How a column's values look in a table, for human eyes.</summary>
internal static class TableCells
{
    public static CellWriter Create(ColumnSchema column) => column.Type.Kind switch
    {
        TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => new TextCell(VisibleText.Write),
        TypeKind.Binary or TypeKind.FixedBinary => new HexCell(),
        TypeKind.List => new ListTextCell(column.Type.Element!, VisibleText.Write),
        _ => TypedCells.TryCreateNumber(column.Type) ?? TypedCells.CreateScalar(column, quoted: false),
    };

    /// <summary>True if values line up at their last digit.</summary>
    public static bool IsRightAligned(LogicalType type)
        => type.Kind is >= TypeKind.Int8 and <= TypeKind.Decimal256 || type.IsNumericText;
}
