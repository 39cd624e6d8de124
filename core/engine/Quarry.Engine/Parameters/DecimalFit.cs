using System.Numerics;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Exact numbers at a given precision and scale.</summary>
internal static class DecimalFit
{
    /// <summary>Fits a number.</summary>
    /// <param name="type">A decimal type.</param>
    /// <param name="original">The value as it came; returned as it is if nothing changes.</param>
    /// <param name="value">The value as a parameter's form.</param>
    /// <returns>Null if it is no exact number, or does not fit.</returns>
    public static object? Fit(LogicalType type, object original, object? value)
    {
        Decimal256? number = value switch
        {
            Decimal128 narrow => narrow,
            Decimal256 wide => wide,
            not null when IntegerFit.IsInteger(value, out BigInteger integer) => Decimal256.FromBigInteger(integer, 0),
            _ => null,
        };
        if (number is not { } exact || exact.TryFit(type.Precision, type.Scale, out Decimal256 fitted) != ParseStatus.Ok)
        {
            return null;
        }

        if (type.Kind == TypeKind.Decimal256)
        {
            return original is Decimal256 same && same.Scale == type.Scale ? original : fitted;
        }

        return original is Decimal128 unchanged && unchanged.Scale == type.Scale ? original : Decimal128.FromBigInteger(fitted.Unscaled.ToBigInteger(), type.Scale);
    }
}
