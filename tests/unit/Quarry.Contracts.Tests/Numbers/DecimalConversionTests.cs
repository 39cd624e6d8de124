using System.Numerics;

namespace Quarry.Contracts.Tests.Numbers;

public sealed class DecimalConversionTests
{
    [Fact]
    public void Equal_numbers_are_equal_at_any_scale()
    {
        Decimal128.Parse("1.0").Should().Be(Decimal128.Parse("1.00"));
        Decimal128.Parse("1.0").GetHashCode().Should().Be(Decimal128.Parse("1.00").GetHashCode());
        new Decimal128(0, 38).Should().Be(new Decimal128(0, -38));
        new Decimal128(0, 38).GetHashCode().Should().Be(new Decimal128(0, -38).GetHashCode());
        new Decimal256(1, -76).Should().Be(new Decimal256((Int256)BigInteger.Pow(10, 76), 0));
        (new Decimal128(Int128.MinValue, -38) < new Decimal128(Int128.MaxValue, 38)).Should().BeTrue();
        (new Decimal256(Int256.MinValue, 76) < new Decimal256(1, 76)).Should().BeTrue();
        (new Decimal256(Int256.MaxValue, -76) > new Decimal256(Int256.MaxValue, 76)).Should().BeTrue();
        new Decimal128(1, 0).Equals((object)1).Should().BeFalse();
        (new Decimal128(-3, 1).Sign, new Decimal256(3, 1).Sign, default(Decimal256).Sign).Should().Be((-1, 1, 0));
    }

    [Fact]
    public void Rescale_names_the_value_and_what_fits()
    {
        ((Func<Decimal128>)(() => Decimal128.Parse("12.345").Rescale(2))).Should().Throw<QuarryException>()
            .Where(e => e.Code == ErrorCodes.DecimalOverflow && e.Kind == ErrorKind.User && e.Message.Contains("12.345") && e.Message.Contains("lost"));
        ((Func<Decimal128>)(() => Decimal128.Parse("12.345").Rescale(37))).Should().Throw<QuarryException>()
            .Where(e => e.Code == ErrorCodes.DecimalOverflow && e.Message.Contains("38 digits") && e.Message.Contains("Decimal256"));
        ((Func<Decimal256>)(() => Decimal256.Parse("12.345").Rescale(75))).Should().Throw<QuarryException>()
            .Where(e => e.Code == ErrorCodes.DecimalOverflow && e.Message.Contains("76 digits"));
        Decimal128.Parse("12.300").Rescale(1).ToString().Should().Be("12.3");
        Decimal128.Parse("1200").Rescale(-2).ToString().Should().Be("1200");
    }

    [Theory]
    [InlineData("1.50", 2)]
    [InlineData("0.0000000000000000000000000000", 28)]
    [InlineData("79228162514264337593543950335", 0)]
    [InlineData("-7.9228162514264337593543950335", 28)]
    public void System_Decimal_keeps_its_scale(string text, int scale)
    {
        decimal clr = Decimal128.Parse(text).ToDecimal();
        (clr.ToString(System.Globalization.CultureInfo.InvariantCulture), clr.Scale).Should().Be((text, (byte)scale));
    }

    [Fact]
    public void System_Decimal_drops_zeros_only_if_it_must()
    {
        Decimal128.Parse("1.5000000000000000000000000000000").ToDecimal().Scale.Should().Be(28);
        Decimal128.Parse("79228162514264337593543950335.000").ToDecimal().Should().Be(decimal.MaxValue);
        new Decimal128(5, -20).ToDecimal().Should().Be(5e20m);
        new Decimal128(0, 38).ToDecimal().Scale.Should().Be(28);
        decimal.IsNegative(new Decimal128(0, 5).ToDecimal()).Should().BeFalse();
        Decimal128.FromDecimal(-0.0m).Unscaled.Should().Be(0);
    }

    [Theory]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("12345678901234567890.1234567891")]
    public void System_Decimal_that_cannot_hold_the_number_is_an_error_with_the_getter_that_can(string text)
    {
        Decimal128.Parse(text).TryToDecimal(out decimal none).Should().BeFalse();
        none.Should().Be(0);
        foreach (Func<decimal> convert in new Func<decimal>[] { () => Decimal128.Parse(text).ToDecimal(), () => (decimal)Decimal256.Parse(text) })
        {
            convert.Should().Throw<QuarryException>()
                .Where(e => e.Code == ErrorCodes.ClrCannotHold && e.Message.Contains(text) && e.Message.Contains("GetDecimal128"));
        }

        new Decimal128(1, -38).TryToDecimal(out _).Should().BeFalse();
        new Decimal256(Int256.MaxValue, -76).TryToDecimal(out _).Should().BeFalse();
    }

    [Fact]
    public void BigInteger_joins_a_scale_if_its_digits_fit()
    {
        BigInteger limit = BigInteger.Pow(10, 38);
        Decimal128.TryFromBigInteger(limit - 1, 5, out Decimal128 value).Should().BeTrue();
        value.ToBigInteger(out int scale).Should().Be(limit - 1);
        scale.Should().Be(5);
        Decimal128.TryFromBigInteger(-limit, 5, out value).Should().BeFalse();
        value.Should().Be(default(Decimal128));
        ((Func<Decimal128>)(() => Decimal128.FromBigInteger(limit, 0))).Should().Throw<QuarryException>().Where(e => e.Code == ErrorCodes.DecimalOverflow);
        Decimal256.TryFromBigInteger(BigInteger.Pow(10, 76), 0, out _).Should().BeFalse();
        Decimal256.TryFromBigInteger(BigInteger.Pow(10, 90), 0, out _).Should().BeFalse();
        Decimal256.FromBigInteger(1 - BigInteger.Pow(10, 76), 0).ToBigInteger(out _).Should().Be(1 - BigInteger.Pow(10, 76));
    }

    [Fact]
    public void Widths_convert_into_each_other_exactly()
    {
        Decimal256 wide = Decimal128.Parse("-1.50");
        (wide.ToString(), wide.Scale).Should().Be(("-1.50", 2));
        ((Decimal128)wide).ToString().Should().Be("-1.50");
        ((Decimal128)Decimal256.Parse("1." + new string('0', 50))).Should().Be(new Decimal128(1, 0));
        ((Decimal128)new Decimal256(7, -50)).ToString().Should().Be("7" + new string('0', 50));
        Decimal256.Parse("1e-39").TryToDecimal128(out Decimal128 none).Should().BeFalse();
        none.Should().Be(default(Decimal128));
        ((Func<Decimal128>)(() => (Decimal128)Decimal256.Parse(new string('9', 39)))).Should().Throw<QuarryException>()
            .Where(e => e.Code == ErrorCodes.DecimalOverflow && e.Message.Contains("Decimal256"));
    }
}
