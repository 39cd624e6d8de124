using System.Numerics;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>Which JSON a column's values become.</summary>
internal static class JsonCells
{
    public static CellWriter Create(ColumnSchema column) => column.Type.Kind switch
    {
        TypeKind.Float32 => new JsonFloatCell<float, Float32Format>(),
        TypeKind.Float64 => new JsonFloatCell<double, Float64Format>(),
        TypeKind.Utf8 or TypeKind.Xml => new TextCell(JsonText.Write),
        TypeKind.Binary or TypeKind.FixedBinary => new Base64Cell(quoted: true),
        TypeKind.Json => new JsonRawCell(),
        TypeKind.List => new JsonListCell(column.Type.Element!),
        _ => TypedCells.TryCreateNumber(column.Type) ?? TypedCells.CreateScalar(column, quoted: true),
    };
}

/// <summary>JSON has no NaN and no infinities (RFC 8259, section 6): they stand as strings.</summary>
internal sealed class JsonFloatCell<T, TFormat> : CellWriter
    where T : unmanaged, IFloatingPointIeee754<T>
    where TFormat : IValueFormat<T>
{
    public override void Write(OutputBuffer output, int row)
    {
        T value = Column.Values<T>()[row];
        bool finite = T.IsFinite(value);
        if (!finite)
        {
            output.Write((byte)'"');
        }

        output.Advance(TFormat.Format(value, Column.Type, output.GetSpan(ValueText.MaxLength)));
        if (!finite)
        {
            output.Write((byte)'"');
        }
    }
}
