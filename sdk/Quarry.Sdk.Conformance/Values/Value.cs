using System.Globalization;
using System.Numerics;
using Quarry.Contracts;
using Quarry.Sdk.Conformance.Checks;

namespace Quarry.Sdk.Conformance.Values;

/// <summary>Compares and shows values in the form that <see cref="Parameter"/> states.</summary>
internal static class Value
{
    /// <summary>True if both are the same value to the last bit: −0 is not 0, 1.0 is not 1.00. All NaNs are one.</summary>
    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b)),
        (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b)),
        (Decimal128 a, Decimal128 b) => a.Unscaled == b.Unscaled && a.Scale == b.Scale,
        (Decimal256 a, Decimal256 b) => a.Unscaled == b.Unscaled && a.Scale == b.Scale,
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        _ => Equals(left, right),
    };

    /// <summary>A whole number, whatever type the database gives it.</summary>
    public static BigInteger Integer(object? value) => value switch
    {
        sbyte or short or int or long or byte or ushort or uint or ulong => BigInteger.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture),
        Decimal128 number when number.TryRescale(0, out Decimal128 whole) => whole.Unscaled,
        Decimal256 number when number.TryRescale(0, out Decimal256 whole) => whole.ToBigInteger(out _),
        double number when double.IsInteger(number) => new BigInteger(number),
        string text when BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number) => number,
        _ => throw new CheckFailedException($"A whole number was expected, but the value is {Show(value)}."),
    };

    /// <summary>A value for a message, cut after 60 characters.</summary>
    public static string Show(object? value)
    {
        string text = value switch
        {
            null => "NULL",
            string characters => $"'{characters}'",
            byte[] bytes => $"0x{Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 32)))} ({bytes.Length} bytes)",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            TimestampOffset instant => string.Create(CultureInfo.InvariantCulture, $"{instant.Instant} at {instant.OffsetMinutes} min"),
            IReadOnlyList<object?> list => $"[{string.Join(", ", list.Select(Show))}]",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return text.Length <= 60 ? text : $"{text[..60]}… ({text.Length} characters)";
    }
}
