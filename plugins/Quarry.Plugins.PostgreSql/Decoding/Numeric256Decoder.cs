using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes numeric into unscaled integers of at most 76 digits.</summary>
internal sealed unsafe class Numeric256Decoder : ColumnDecoder
{
    private readonly Decimal256ColumnBuilder _builder;
    private readonly RowPlace _place;
    private readonly int _scale;
    private readonly Int256 _limit;

    public Numeric256Decoder(Decimal256ColumnBuilder builder, RowPlace place)
    {
        (_builder, _place, _scale) = (builder, place, builder.Column.Type.Scale);
        _limit = NumericLimit.Of(builder.Column.Type);
    }

    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        for (int row = 0; row < rows; row++, cells += stride)
        {
            byte* at = data + *cells;
            int length = Cell.Length(at);
            if (length < 0)
            {
                _builder.AppendNull();
                continue;
            }

            if (!NumericCell.TryRead(at + sizeof(int), length, out NumericCell cell))
            {
                throw ValueErrors.Length(_place.Column, _place.Row, length);
            }

            _builder.Append(cell.IsFinite && NumericInteger.TryRead(cell, _scale, _limit, out Int256 value)
                ? value : throw ValueErrors.NumericDoesNotFit(_place.Column, _place.Row));
        }
    }
}
