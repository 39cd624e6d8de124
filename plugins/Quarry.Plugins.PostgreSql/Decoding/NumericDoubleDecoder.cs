using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes numeric into the nearest binary64, because the caller asked for it.</summary>
internal sealed unsafe class NumericDoubleDecoder(FixedColumnBuilder<double> builder, RowPlace place) : ColumnDecoder
{
    // Integers and powers of ten up to these are exact, so that their quotient is rounded once.
    private const long ExactInteger = 1L << 53;
    private const int Places = 4;
    private const double PlacesFactor = 10_000;

    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        for (int row = 0; row < rows; row++, cells += stride)
        {
            byte* at = data + *cells;
            int length = Cell.Length(at);
            if (length < 0)
            {
                builder.AppendNull();
            }
            else if (NumericSmall.TryRead(at + sizeof(int), length, Places, out long value) && Math.Abs(value) <= ExactInteger)
            {
                builder.Append(value / PlacesFactor);
            }
            else
            {
                builder.Append(ReadAny(at + sizeof(int), length));
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double ReadAny(byte* at, int length)
    {
        if (!NumericCell.TryRead(at, length, out NumericCell cell))
        {
            throw ValueErrors.Length(place.Column, place.Row, length);
        }

        byte[] text = ArrayPool<byte>.Shared.Rent(NumericText.MaxLength(cell));
        int written = NumericText.Write(cell, text);
        double value = 0;
        bool isRead = written >= 0 && double.TryParse(text.AsSpan(0, written), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        ArrayPool<byte>.Shared.Return(text);
        if (!isRead)
        {
            throw ValueErrors.Form(place.Column, place.Row, "decimals beyond its scale");
        }

        bool isLost = cell.IsFinite && (double.IsInfinity(value) || (value == 0 && !IsZero(cell)));
        return isLost ? throw ValueErrors.Range(place.Column, place.Row) : value;
    }

    private static bool IsZero(in NumericCell cell)
    {
        for (int i = 0; i < cell.Count; i++)
        {
            if (cell[i] != 0)
            {
                return false;
            }
        }

        return true;
    }
}
