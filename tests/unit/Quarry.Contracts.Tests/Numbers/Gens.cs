using System.Numerics;
using CsCheck;

namespace Quarry.Contracts.Tests.Numbers;

internal static class Gens
{
    /// <summary>Integers of 0 to <paramref name="maxDigits"/> digits, as many short ones as long ones, often with zeros at the end.</summary>
    public static Gen<BigInteger> Integer(int maxDigits) =>
        Gen.Int[0, maxDigits].SelectMany(digits =>
            Gen.Select(Gen.Int[0, 9].Array[digits], Gen.Int[0, digits], Gen.Bool, (values, zeros, negative) =>
            {
                BigInteger value = 0;
                for (int i = 0; i < digits; i++)
                {
                    value = (value * 10) + (i >= digits - (zeros / 2) ? 0 : values[i]);
                }

                return negative ? -value : value;
            }));

    /// <summary>Bytes that look like the text of a value: digits, signs, separators and now and then anything.</summary>
    public static Gen<byte[]> Texts { get; } =
        Gen.OneOf(
            Among("0123456789+-.:eETPZ YMDHSW"u8.ToArray()).Array[0, 40],
            Gen.Byte.Array[0, 60]);

    public static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static BigInteger Pow10(int power) => BigInteger.Pow(10, power);
}
