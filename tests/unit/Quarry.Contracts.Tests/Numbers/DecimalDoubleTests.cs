using System.Globalization;
using System.Numerics;
using CsCheck;
using Quarry.Contracts.Internals;

namespace Quarry.Contracts.Tests.Numbers;

/// <summary>The fast path from a double against its definition: print the shortest text, then parse it.</summary>
public sealed class DecimalDoubleTests
{
    /// <summary>Doubles nearest to decimals of 1 to 17 digits, and any double.</summary>
    private static readonly Gen<double> s_doubles = Gen.OneOf(
        Gen.Select(Gens.Integer(17), Gen.Int[-4, 25], (digits, scale) => double.Parse($"{digits}e{-scale}", CultureInfo.InvariantCulture)),
        Gen.Select(Gens.Integer(16), Gen.Int[0, 22], (digits, scale) => Math.BitIncrement((double)digits / Math.Pow(10, scale))),
        Gen.Double,
        Gen.Double[-1e6, 1e6]);

    [Fact]
    public void Fast_path_agrees_with_the_text()
        => Gen.Select(s_doubles, Gen.Int[1, 38], Gen.Int[-38, 38]).Sample(
            (number, precision, scale) => Check(number, precision, scale), iter: 200_000);

    [Fact]
    public void Fast_path_agrees_with_the_text_at_the_scales_of_money()
        => Gen.Select(s_doubles, Gen.Int[1, 18], Gen.Int[0, 6]).Sample(
            (number, precision, scale) => Check(number, precision, scale), iter: 200_000);

    [Fact]
    public void Every_cent_up_to_a_million_takes_the_fast_path()
    {
        for (int cents = -10_000_000; cents <= 100_000_000; cents += 7)
        {
            double number = cents / 100.0;
            if (!ShortDouble.TryRead(number, 2, out long unscaled) || unscaled != cents)
            {
                Assert.Fail($"{cents}");
            }
        }
    }

    [Theory]
    [InlineData(0.1, 1, 1, "0.1")]
    [InlineData(0.1, 38, 38, "0.10000000000000000000000000000000000000")]
    [InlineData(-0.0, 1, 0, "0")]
    [InlineData(1e22, 23, 0, "10000000000000000000000")]
    [InlineData(1.5e-5, 2, 6, "0.000015")]
    [InlineData(123456789012345.0, 15, 0, "123456789012345")]
    [InlineData(999999999999999.9, 16, 1, "999999999999999.9")]
    [InlineData(9007199254740993.0, 16, 0, "9007199254740992")]
    [InlineData(0.30000000000000004, 17, 17, "0.30000000000000004")]
    [InlineData(1200.0, 2, -2, "1200")]
    public void Takes_the_shortest_text(double number, int precision, int scale, string expected)
    {
        Decimal128.TryFromDouble(number, precision, scale, out Decimal128 small).Should().BeTrue();
        Decimal256.TryFromDouble(number, precision, scale, out Decimal256 large).Should().BeTrue();
        (small.ToString(), large.ToString()).Should().Be((expected, expected));
    }

    [Theory]
    [InlineData(double.NaN, 38, 0)]
    [InlineData(double.PositiveInfinity, 38, 0)]
    [InlineData(double.NegativeInfinity, 38, 10)]
    [InlineData(double.MaxValue, 38, 0)]
    [InlineData(double.Epsilon, 38, 38)]
    [InlineData(0.30000000000000004, 16, 16)]
    [InlineData(0.15, 5, 1)]
    [InlineData(10.0, 1, 0)]
    [InlineData(-10.0, 1, 0)]
    [InlineData(100.5, 3, 1)]
    [InlineData(1e15, 15, 0)]
    [InlineData(1200.0, 1, -2)]
    public void Refuses_what_does_not_fit(double number, int precision, int scale)
    {
        Decimal128.TryFromDouble(number, precision, scale, out Decimal128 small).Should().BeFalse();
        Decimal256.TryFromDouble(number, precision, scale, out Decimal256 large).Should().BeFalse();
        (small.Unscaled, large.Unscaled).Should().Be((Int128.Zero, Int256.Zero));
    }

    [Fact]
    public void The_fast_path_is_taken_up_to_15_digits_and_scale_22()
    {
        ShortDouble.TryRead(999999999999999, 0, out long unscaled).Should().BeTrue();
        unscaled.Should().Be(999999999999999);
        ShortDouble.TryRead(1e-22, 22, out unscaled).Should().BeTrue();
        unscaled.Should().Be(1);
        ShortDouble.TryRead(1e15, 0, out _).Should().BeFalse();
        ShortDouble.TryRead(1, 23, out _).Should().BeFalse();
        ShortDouble.TryRead(1, -1, out _).Should().BeFalse();
    }

    private static void Check(double number, int precision, int scale)
    {
        bool expected = Decimal128.TryFromShortestText(number, precision, scale, out Decimal128 slow);
        bool actual = Decimal128.TryFromDouble(number, precision, scale, out Decimal128 fast);
        bool wide = Decimal256.TryFromDouble(number, precision, scale, out Decimal256 large);
        if (actual != expected || fast.Unscaled != slow.Unscaled || wide != expected || (BigInteger)large.Unscaled != slow.Unscaled)
        {
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{number:R} ({precision},{scale}): {actual} {fast}, {wide} {large}, not {expected} {slow}"));
        }
    }
}
