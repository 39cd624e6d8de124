using System.Globalization;
using System.Text.Json;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>A JSON value embedded as it is, on one line.</summary>
/// <remarks>It is checked first: a database whose JSON type takes any text could otherwise break the line, or add fields to it.</remarks>
internal sealed class JsonRawCell : CellWriter
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 1024 };

    private long _rowsBefore;
    private int _lastLength;

    public override void Bind(ColumnVector column)
    {
        _rowsBefore += _lastLength;
        _lastLength = column.Length;
        base.Bind(column);
    }

    public override void Write(OutputBuffer output, int row)
    {
        ReadOnlySpan<byte> json = Column.GetBytes(row);
        Check(json, row);

        // In JSON a line break can only be white space between tokens.
        for (int index = json.IndexOfAny((byte)'\n', (byte)'\r'); index >= 0; index = json.IndexOfAny((byte)'\n', (byte)'\r'))
        {
            output.Write(json[..index]);
            output.Write((byte)' ');
            json = json[(index + 1)..];
        }

        output.Write(json);
    }

    private void Check(ReadOnlySpan<byte> json, int row)
    {
        try
        {
            var reader = new Utf8JsonReader(json, s_options);
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.JsonMalformed, string.Create(CultureInfo.InvariantCulture,
                $"Row {_rowsBefore + row + 1}, column \"{Column.Column.Name}\": the value is not valid JSON ({e.Message}) Choose --format csv, which writes it as it is, or cast the column to text where it is queried."), e);
        }
    }
}
