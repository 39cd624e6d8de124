using System.Runtime.CompilerServices;

namespace Quarry.Contracts.Internals;

/// <summary>The fast path from a double to the decimal of its shortest text: one multiplication, one rounding, one division.</summary>
internal static class ShortDouble
{
    /// <summary>Every decimal of at most 15 significant digits survives the way to a double and back (DBL_DIG).</summary>
    public const int MaxDigits = 15;

    /// <summary>More than the longest text of "R": <c>-2.2250738585072014E-308</c>.</summary>
    public const int MaxTextLength = 32;

    private const double Limit = 1e15;

    /// <summary>Finds the integer m with |m| below 10^15 such that the shortest text of <paramref name="number"/> is the number m × 10^-scale.</summary>
    /// <remarks>
    /// Why this is right. m and 10^scale (scale ≤ 22) are exact doubles, so m / 10^scale is the double nearest to the decimal m × 10^-scale:
    /// if it equals the number, that decimal reads back as the number. Two different decimals of at most 15 significant digits never
    /// read as one double. The shortest text reads back as the number and has no more digits than m, hence at most 15:
    /// it is the same decimal. What fails the test here is not refused: it goes through the text.
    /// NaN and the infinities fail the comparison with the limit.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(double number, int scale, out long unscaled)
    {
        ReadOnlySpan<double> powers = PowersOfTen.Double;
        if ((uint)scale < (uint)powers.Length)
        {
            double power = powers[scale];
            double rounded = Math.Round(number * power);
            if (Math.Abs(rounded) < Limit && rounded / power == number)
            {
                unscaled = (long)rounded;
                return true;
            }
        }

        unscaled = 0;
        return false;
    }
}
