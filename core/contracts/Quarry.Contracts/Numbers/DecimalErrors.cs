using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Quarry.Contracts.Internals;

/// <summary>The errors of exact decimals; each names the value and what would fit.</summary>
internal static class DecimalErrors
{
    private const int MaxQuoted = 100;

    [DoesNotReturn]
    public static void ThrowPrecision(int precision, int max)
        => throw new ArgumentOutOfRangeException(nameof(precision), precision, $"The precision is 1 to {max} digits.");

    [DoesNotReturn]
    public static void ThrowScale(int scale, int max)
        => throw new ArgumentOutOfRangeException(nameof(scale), scale, $"The scale is -{max} to {max}.");

    public static void CheckType(int precision, int scale, int max)
    {
        if ((uint)(precision - 1) >= (uint)max)
        {
            ThrowPrecision(precision, max);
        }

        if ((uint)(scale + max) > (uint)(2 * max))
        {
            ThrowScale(scale, max);
        }
    }

    public static QuarryException Rescale(string value, ParseStatus status, int newScale, int maxDigits)
        => new(ErrorKind.User, ErrorCodes.DecimalOverflow, status == ParseStatus.LosesPrecision
            ? $"The decimal {value} does not fit scale {newScale}: digits other than zero would be lost. Use the scale at which it is written."
            : $"The decimal {value} does not fit {maxDigits} digits at scale {newScale}. Use a smaller scale{Wider(maxDigits)}.");

    public static QuarryException Clr(string value)
        => new(ErrorKind.User, ErrorCodes.ClrCannotHold,
            $"System.Decimal cannot hold {value} exactly: it has 28 to 29 digits. Read the column with GetDecimal128 or GetDecimal256.");

    public static QuarryException Unscaled(int maxDigits)
        => new(ErrorKind.User, ErrorCodes.DecimalOverflow, $"The integer has more than {maxDigits} digits. Use a smaller scale{Wider(maxDigits)}.");

    public static QuarryException Narrow(string value)
        => new(ErrorKind.User, ErrorCodes.DecimalOverflow, $"The decimal {value} does not fit 38 digits with a scale of -38 to 38. Keep it as Decimal256.");

    public static QuarryException Parse(ReadOnlySpan<byte> utf8, ParseStatus status, int maxDigits)
    {
        string quoted = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MaxQuoted)]) + (utf8.Length > MaxQuoted ? "…" : "");
        return status == ParseStatus.Malformed
            ? new(ErrorKind.User, ErrorCodes.TextNotANumber, $"The text '{quoted}' is not a decimal number such as -12.50 or 1.5e3.")
            : new(ErrorKind.User, ErrorCodes.DecimalOverflow,
                $"The number '{quoted}' does not fit {maxDigits} digits with a scale of -{maxDigits} to {maxDigits}{Wider(maxDigits)}.");
    }

    private static string Wider(int maxDigits) => maxDigits == PowersOfTen.MaxDigits128 ? ", or Decimal256, which holds 76 digits" : ", or keep it as text";
}
