using System.Numerics;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Exact numbers as decimals of just their own precision and scale.</summary>
internal static class ClrDecimal
{
    private const int MaxDigits = 76;

    public static TypedValue Convert(decimal number)
    {
        var exact = Decimal128.FromDecimal(number);
        return new(LogicalType.Decimal128(Precision((BigInteger)exact.Unscaled, exact.Scale), exact.Scale), exact);
    }

    public static TypedValue Convert(ValueLabel label, BigInteger unscaled, int scale)
    {
        int precision = Precision(unscaled, scale);
        if (precision > MaxDigits)
        {
            throw ParameterErrors.Invalid(label, "the number has more than the 76 digits that a decimal holds. Pass it as a string, and cast it in the SQL.");
        }

        LogicalType type = LogicalType.Decimal(precision, scale);

        // Without the cast the narrow one would be widened to the type of the other.
        return new(type, type.Kind == TypeKind.Decimal128 ? (object)Decimal128.FromBigInteger(unscaled, scale) : Decimal256.FromBigInteger(unscaled, scale));
    }

    /// <summary>At least as many digits as the scale, since databases know no DECIMAL(1,3).</summary>
    private static int Precision(BigInteger unscaled, int scale) => Math.Max(Math.Max(Digits(unscaled), scale), 1);

    private static int Digits(BigInteger number)
    {
        BigInteger magnitude = BigInteger.Abs(number);
        if (magnitude.GetBitLength() > 4 * MaxDigits)
        {
            return MaxDigits + 1;
        }

        int digits = 1;
        while (digits <= MaxDigits && magnitude >= BigInteger.Pow(10, digits))
        {
            digits++;
        }

        return digits;
    }
}
