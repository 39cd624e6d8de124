using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes numeric of a declared precision up to 38 into unscaled integers.</summary>
/// <remarks>On the wire: count of digits, weight of the first, sign and display scale, 16 bits each, then digits to base 10 000; the value is the sum of
/// digit × 10 000^(weight − index). Source: numeric_send in src/backend/utils/adt/numeric.c.</remarks>
internal sealed unsafe class Numeric128Decoder : ColumnDecoder
{
    private const int HeaderBytes = 8;
    private const int Base = 10_000;
    private const ushort Negative = 0x4000;

    private readonly Decimal128ColumnBuilder _builder;
    private readonly BatchBuilder _batch;
    private readonly int _scale;
    private readonly Int128 _limit;

    public Numeric128Decoder(Decimal128ColumnBuilder builder, BatchBuilder batch)
    {
        (_builder, _batch, _scale) = (builder, batch, builder.Column.Type.Scale);
        _limit = PowerOfTen(builder.Column.Type.Precision);
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

            long small = 0;
            if (!TryReadSmall(at + sizeof(int), length, ref small))
            {
                _builder.Append(ReadLarge(at + sizeof(int), length));
                continue;
            }

            _builder.Append(small);
        }
    }

    /// <summary>Reads what surely fits 64 bits: at most four digits (16 decimals) after scaling.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadSmall(byte* at, int length, ref long value)
    {
        int digits = length < HeaderBytes ? -1 : Cell.Int16(at);
        int sign = Cell.Int16(at + 4);
        // Decimal places that the last digit reaches below the scale, or misses to it.
        int shift = _scale - (digits - 1 - Cell.Int16(at + 2)) * 4;
        if ((uint)digits > 4 || (sign & ~Negative) != 0 || length != HeaderBytes + digits * 2 || (uint)(shift + 3) > 6 || digits * 4 + shift > 18)
        {
            return false;
        }

        long sum = 0;
        for (byte* digit = at + HeaderBytes; digit < at + length; digit += 2)
        {
            uint one = (ushort)Cell.Int16(digit);
            if (one >= Base)
            {
                return false;
            }

            sum = sum * Base + one;
        }

        if (shift >= 0)
        {
            sum *= s_powers[shift];
        }
        else
        {
            long divisor = s_powers[-shift];
            long quotient = sum / divisor;
            if (quotient * divisor != sum)
            {
                return false;
            }

            sum = quotient;
        }

        value = sign == 0 ? sum : -sum;
        return sum < _limit;
    }

    private static readonly long[] s_powers = [1, 10, 100, 1_000];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Int128 ReadLarge(byte* at, int length)
    {
        long row = _batch.RowsBefore + _builder.Length + 1;
        int digits = length < HeaderBytes ? -1 : Cell.Int16(at);
        if (digits < 0 || length != HeaderBytes + digits * 2)
        {
            throw ValueErrors.Length(_builder.Column, row, length);
        }

        int weight = Cell.Int16(at + 2);
        ushort sign = (ushort)Cell.Int16(at + 4);
        if ((sign & ~Negative) != 0)
        {
            throw ValueErrors.NumericDoesNotFit(_builder.Column, row);
        }

        Int128 value = 0;
        for (int i = 0; i < digits; i++)
        {
            int places = _scale + (weight - i) * 4;
            int digit = (ushort)Cell.Int16(at + HeaderBytes + i * 2);
            if (digit == 0)
            {
                continue;
            }

            Int128 part = Part(digit, places);
            value += part;
            if (digit >= Base || part < 0 || value >= _limit)
            {
                throw ValueErrors.NumericDoesNotFit(_builder.Column, row);
            }
        }

        return sign == 0 ? value : -value;
    }

    /// <summary>digit × 10^places, or −1 if that is not an integer of at most 38 digits.</summary>
    private static Int128 Part(int digit, int places)
    {
        while (places < 0 && digit % 10 == 0)
        {
            digit /= 10;
            places++;
        }

        if (places is < 0 or > 38)
        {
            return -1;
        }

        Int128 power = PowerOfTen(places);
        return power <= PowerOfTen(38) / digit ? power * digit : -1;
    }

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
