using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes numeric into the text that PostgreSQL prints.</summary>
internal sealed unsafe class NumericTextDecoder(VariableColumnBuilder builder, RowPlace place) : ColumnDecoder
{
    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        for (int row = 0; row < rows; row++, cells += stride)
        {
            byte* at = data + *cells;
            int length = Cell.Length(at);
            if (length < 0)
            {
                builder.AppendNull();
                continue;
            }

            if (!NumericCell.TryRead(at + sizeof(int), length, out NumericCell cell))
            {
                throw ValueErrors.Length(place.Column, place.Row, length);
            }

            int written = NumericText.Write(cell, builder.Reserve(NumericText.MaxLength(cell)));
            builder.Advance(written >= 0 ? written : throw ValueErrors.Form(place.Column, place.Row, "decimals beyond its scale"));
        }
    }
}
