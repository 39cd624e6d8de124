using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes numeric into unscaled integers of at most 38 digits.</summary>
internal sealed unsafe class Numeric128Decoder : ColumnDecoder
{
    private readonly Decimal128ColumnBuilder _builder;
    private readonly RowPlace _place;
    private readonly int _scale;
    private readonly Int256 _limit;
    private readonly Int128 _narrowLimit;
    private readonly long _smallLimit;

    public Numeric128Decoder(Decimal128ColumnBuilder builder, RowPlace place)
    {
        (_builder, _place, _scale) = (builder, place, builder.Column.Type.Scale);
        _limit = NumericLimit.Of(builder.Column.Type);
        _narrowLimit = _limit <= (Int256)Int128.MaxValue ? (Int128)_limit : Int128.MaxValue;
        _smallLimit = _limit <= (Int256)long.MaxValue ? (long)(Int128)_limit : long.MaxValue;
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
            }
            else if (NumericSmall.TryRead(at + sizeof(int), length, _scale, out long small) && Math.Abs(small) < _smallLimit)
            {
                _builder.Append(small);
            }
            else if (NumericSmall.TryReadWide(at + sizeof(int), length, _scale, out Int128 wide) && Int128.Abs(wide) < _narrowLimit)
            {
                _builder.Append(wide);
            }
            else
            {
                _builder.Append(ReadLarge(at + sizeof(int), length));
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Int128 ReadLarge(byte* at, int length)
        => !NumericCell.TryRead(at, length, out NumericCell cell) ? throw ValueErrors.Length(_place.Column, _place.Row, length)
            : cell.IsFinite && NumericInteger.TryRead(cell, _scale, _limit, out Int256 value) ? (Int128)value
            : throw ValueErrors.NumericDoesNotFit(_place.Column, _place.Row);
}
