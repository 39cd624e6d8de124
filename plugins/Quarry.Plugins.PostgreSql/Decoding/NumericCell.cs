namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>A numeric on the wire: count of digits, weight of the first, sign and display scale, 16 bits each, then digits to base 10 000; the value is the
/// sum of digit × 10 000^(weight − index). Source: numeric_send in src/backend/utils/adt/numeric.c.</summary>
internal readonly unsafe struct NumericCell
{
    public const int HeaderBytes = 8;
    public const int Base = 10_000;
    public const int PlacesPerDigit = 4;
    public const ushort Negative = 0x4000;
    private const ushort NaN = 0xC000;
    private const ushort PositiveInfinity = 0xD000;
    private const ushort NegativeInfinity = 0xF000;
    // NUMERIC_DSCALE_MASK.
    private const int MaxScale = 0x3FFF;

    private readonly byte* _digits;
    private readonly ushort _sign;

    private NumericCell(byte* at, int count)
    {
        _digits = at + HeaderBytes;
        (Count, Weight, _sign, Scale) = (count, Cell.Int16(at + 2), (ushort)Cell.Int16(at + 4), (ushort)Cell.Int16(at + 6));
    }

    /// <summary>Digits to base 10 000.</summary>
    public int Count { get; }

    /// <summary>The power of 10 000 that the first digit counts.</summary>
    public int Weight { get; }

    /// <summary>Decimals after the point that are shown.</summary>
    public int Scale { get; }

    public bool IsNegative => _sign == Negative;

    public bool IsFinite => (_sign & ~Negative) == 0;

    /// <summary>The name of a value that is not finite.</summary>
    public ReadOnlySpan<byte> Special => _sign switch
    {
        NaN => "NaN"u8,
        PositiveInfinity => "Infinity"u8,
        _ => "-Infinity"u8,
    };

    /// <summary>A digit, 0 to 9999.</summary>
    public int this[int index] => (ushort)Cell.Int16(_digits + index * sizeof(short));

    /// <summary>Finds the parts of a value and checks them.</summary>
    /// <returns>False for bytes that no server sends.</returns>
    public static bool TryRead(byte* at, int length, out NumericCell cell)
    {
        int count = length < HeaderBytes ? -1 : Cell.Int16(at);
        if (count < 0 || length != HeaderBytes + count * sizeof(short))
        {
            cell = default;
            return false;
        }

        cell = new(at, count);
        return cell.Scale <= MaxScale && cell.IsWhole();
    }

    private bool IsWhole()
    {
        for (int i = 0; i < Count; i++)
        {
            if (this[i] >= Base)
            {
                return false;
            }
        }

        return IsFinite || (_sign is NaN or PositiveInfinity or NegativeInfinity && Count == 0);
    }
}
