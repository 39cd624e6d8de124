using System.Buffers.Binary;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Digits to base 10 000, gathered from the last to the first. The last one has as many decimal places as the scale leaves it.</summary>
internal ref struct NumericDigits
{
    private const int HeaderBytes = 8;
    private const int PlacesPerDigit = 4;
    private const ushort Negative = 0x4000;

    private readonly Span<short> _digits;
    private readonly int _scale;
    private int _count;
    private int _zeros;

    public NumericDigits(Span<short> room, int scale)
    {
        _digits = room;
        _scale = scale;
    }

    /// <summary>How many decimal places the next digit takes.</summary>
    public readonly int NextPlaces => _count > 0 || (_scale & 3) == 0 ? PlacesPerDigit : _scale & 3;

    /// <summary>10 to the power of that.</summary>
    public readonly int NextDivisor => PowerOfTen(NextPlaces);

    /// <summary>Adds a digit of so many places.</summary>
    public void Add(int value)
    {
        int digit = _count > 0 ? value : value * PowerOfTen(PlacesPerDigit - NextPlaces);
        if (digit == 0 && _zeros == _count)
        {
            _zeros++;
        }

        _digits[_count++] = (short)digit;
    }

    /// <summary>Writes header and digits without zeros at the end; the first is not 0.</summary>
    /// <returns>How many bytes.</returns>
    public readonly int Finish(Span<byte> bytes, bool isNegative)
    {
        int digits = _count - _zeros;
        // The last digit stands for 10 000^−⌈scale / 4⌉.
        int weight = digits > 0 ? _count - 1 - (_scale + 3 >> 2) : 0;
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)digits);
        BinaryPrimitives.WriteInt16BigEndian(bytes[2..], (short)weight);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], isNegative ? Negative : (ushort)0);
        BinaryPrimitives.WriteInt16BigEndian(bytes[6..], (short)Math.Max(_scale, 0));
        int at = HeaderBytes;
        for (int i = _count - 1; i >= _zeros; i--, at += sizeof(short))
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes[at..], _digits[i]);
        }

        return at;
    }

    private static int PowerOfTen(int exponent) => exponent switch
    {
        0 => 1,
        1 => 10,
        2 => 100,
        3 => 1_000,
        _ => 10_000,
    };
}
