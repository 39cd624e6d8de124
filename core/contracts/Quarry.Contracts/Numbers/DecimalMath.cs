namespace Quarry.Contracts.Internals;

/// <summary>What both widths of decimal share: order, rescaling, the bridge to System.Decimal.</summary>
internal static class DecimalMath
{
    private const int MaxClrScale = 28;

    /// <summary>Exact order of two magnitudes at two scales.</summary>
    public static int Compare(in UInt256 left, int leftScale, in UInt256 right, int rightScale)
    {
        if (leftScale > rightScale)
        {
            return -Compare(right, rightScale, left, leftScale);
        }

        // A left side that overflows 256 bits at the right side's scale is larger than whatever the right side holds.
        return left.TryMultiplyPow10(rightScale - leftScale, out UInt256 aligned) ? aligned.CompareTo(right) : 1;
    }

    /// <summary>Moves a magnitude to another scale, exactly, below 10^precision.</summary>
    public static ParseStatus Rescale(in UInt256 magnitude, int scale, int precision, int newScale, out UInt256 result)
    {
        ParseStatus status = ParseStatus.Ok;
        if (newScale >= scale)
        {
            status = magnitude.TryMultiplyPow10(newScale - scale, out result) ? status : ParseStatus.OutOfRange;
        }
        else
        {
            result = magnitude.DivRemPow10(scale - newScale, out UInt256 remainder);
            status = remainder.IsZero ? status : ParseStatus.LosesPrecision;
        }

        if (status == ParseStatus.OutOfRange || result.CompareTo(PowersOfTen.UInt256[precision]) >= 0)
        {
            status = ParseStatus.OutOfRange;
        }

        result = status == ParseStatus.Ok ? result : default;
        return status;
    }

    /// <summary>Equal numbers have one hash, whatever their scales.</summary>
    public static int Hash(UInt256 magnitude, bool negative, int scale)
    {
        if (magnitude.IsZero)
        {
            return 0;
        }

        StripZeros(ref magnitude, ref scale, int.MinValue);
        return HashCode.Combine(magnitude.Limb0, magnitude.Limb1, magnitude.Limb2, magnitude.Limb3, negative, scale);
    }

    /// <summary>The System.Decimal of the same number, at the same scale if that is possible.</summary>
    public static bool TryToDecimal(UInt256 magnitude, bool negative, int scale, out decimal result)
    {
        result = default;
        if (scale < 0)
        {
            if (!magnitude.TryMultiplyPow10(-scale, out magnitude))
            {
                return false;
            }

            scale = 0;
        }

        while (scale > MaxClrScale || !FitsClr(magnitude))
        {
            int before = scale;
            StripZeros(ref magnitude, ref scale, Math.Max(scale - 1, 0));
            if (scale == before)
            {
                return false;
            }
        }

        result = new((int)magnitude.Limb0, (int)(magnitude.Limb0 >> 32), (int)magnitude.Limb1, negative, (byte)scale);
        return true;
    }

    public static UInt128 Magnitude(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        return new((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
    }

    private static bool FitsClr(in UInt256 magnitude) => magnitude.FitsUInt128 && magnitude.Limb1 <= uint.MaxValue;

    private static void StripZeros(ref UInt256 magnitude, ref int scale, int minScale)
    {
        // An odd number is no multiple of ten: most values leave here at once.
        while (scale > minScale && (magnitude.Limb0 & 1) == 0)
        {
            UInt256 quotient = magnitude.DivRem(10, out ulong digit);
            if (digit != 0)
            {
                return;
            }

            magnitude = quotient;
            scale--;
        }
    }
}
