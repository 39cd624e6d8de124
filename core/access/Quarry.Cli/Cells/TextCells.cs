using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>How a format writes a value of UTF-8 text: <see cref="JsonText"/>, <see cref="CsvText"/> or <see cref="VisibleText"/>.</summary>
internal delegate void TextForm(OutputBuffer output, ReadOnlySpan<byte> utf8);

internal sealed class TextCell(TextForm form) : CellWriter
{
    public override void Write(OutputBuffer output, int row) => form(output, Column.GetBytes(row));
}

/// <summary>A list as the text of its JSON array, in a format that has no lists.</summary>
internal sealed class ListTextCell(LogicalType element, TextForm form) : CellWriter
{
    private readonly JsonListCell _json = new(element);
    private readonly OutputBuffer _text = new(stream: null);

    public override void Bind(ColumnVector column)
    {
        base.Bind(column);
        _json.Bind(column);
    }

    public override void Write(OutputBuffer output, int row)
    {
        _text.Clear();
        _json.Write(_text, row);
        form(output, _text.Written);
    }
}
