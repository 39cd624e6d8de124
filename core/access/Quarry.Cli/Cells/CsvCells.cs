using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>Which CSV field a column's values become.</summary>
internal static class CsvCells
{
    public static CellWriter Create(ColumnSchema column) => column.Type.Kind switch
    {
        TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => new TextCell(CsvText.Write),
        TypeKind.Binary or TypeKind.FixedBinary => new Base64Cell(quoted: false),
        TypeKind.List => new ListTextCell(column.Type.Element!, CsvText.Write),
        _ => TypedCells.TryCreateNumber(column.Type) ?? TypedCells.CreateScalar(column, quoted: false),
    };
}
