using System.Numerics;
using System.Text;
using CsCheck;

namespace Quarry.Contracts.Tests.Numbers;

/// <summary>Against a BigInteger oracle: the number unscaled × 10^-scale.</summary>
public sealed class Decimal128PropertyTests
{
    private const int Max = 38;

    private static readonly Gen<(BigInteger Unscaled, int Scale)> s_numbers =
        Gen.Select(Gens.Integer(Max), Gen.Int[-Max, Max]);

    [Fact]
    public void Format_is_the_oracle_and_parse_is_its_inverse() => s_numbers.Sample((unscaled, scale) =>
    {
        Decimal128 value = Decimal128.FromBigInteger(unscaled, scale);
        string text = value.ToString();
        text.Should().Be(Plain(unscaled, scale));

        Decimal128.TryParse(Encoding.UTF8.GetBytes(text), Max, scale, out Decimal128 parsed).Should().Be(ParseStatus.Ok);
        ((BigInteger)parsed.Unscaled, parsed.Scale).Should().Be((unscaled, scale));
        Decimal128.TryParse(text, Max, scale, out parsed).Should().Be(ParseStatus.Ok);
        ((BigInteger)parsed.Unscaled, parsed.Scale).Should().Be((unscaled, scale));
        Decimal128.Parse(text).Should().Be(value);
    });

    [Fact]
    public void Parse_at_its_own_scale_keeps_the_text() => s_numbers.Sample((unscaled, scale) =>
    {
        if (scale < 0)
        {
            return;
        }

        Decimal128 parsed = Decimal128.Parse(Plain(unscaled, scale));
        ((BigInteger)parsed.Unscaled, parsed.Scale).Should().Be((unscaled, scale));
        Decimal128 exponent = Decimal128.Parse(Encoding.UTF8.GetBytes($" {unscaled}e-{scale} "));
        ((BigInteger)exponent.Unscaled, exponent.Scale).Should().Be((unscaled, scale));
    });

    [Fact]
    public void Parse_into_a_type_agrees_with_the_oracle()
        => Gen.Select(s_numbers, Gen.Int[1, Max], Gen.Int[-Max, Max], Gen.Int[-5, 5]).Sample((number, precision, scale, exponent) =>
    {
        (ParseStatus expected, BigInteger wanted) = Fit(number.Unscaled, number.Scale - exponent, precision, scale);
        string text = Plain(number.Unscaled, number.Scale) + (exponent == 0 ? "" : "E" + (exponent > 0 ? "+" : "") + exponent);
        Decimal128.TryParse(Encoding.UTF8.GetBytes(text), precision, scale, out Decimal128 parsed).Should().Be(expected, text);
        ((BigInteger)parsed.Unscaled).Should().Be(wanted);
    });

    [Fact]
    public void Short_and_long_way_of_parsing_agree()
        => Gen.Select(Gens.Integer(19), Gen.Int[0, 19], Gen.Int[1, Max], Gen.Int[-Max, Max]).Sample((unscaled, written, precision, scale) =>
    {
        byte[] text = Encoding.UTF8.GetBytes(Plain(unscaled, written));
        ParseStatus status = Decimal128.TryParse(text, precision, scale, out Decimal128 one);
        Decimal128.TryParseAny(text, precision, scale, out Decimal128 other).Should().Be(status);
        (one.Unscaled, one.Scale).Should().Be((other.Unscaled, other.Scale));
    });

    [Fact]
    public void Rescale_agrees_with_the_oracle()
        => Gen.Select(s_numbers, Gen.Int[1, Max], Gen.Int[-Max, Max]).Sample((number, precision, scale) =>
    {
        Decimal128 value = Decimal128.FromBigInteger(number.Unscaled, number.Scale);
        (ParseStatus expected, BigInteger wanted) = Fit(number.Unscaled, number.Scale, precision, scale);
        value.TryFit(precision, scale, out Decimal128 fitted).Should().Be(expected);
        ((BigInteger)fitted.Unscaled).Should().Be(wanted);

        bool fits = Fit(number.Unscaled, number.Scale, Max, scale).Status == ParseStatus.Ok;
        value.TryRescale(scale, out Decimal128 rescaled).Should().Be(fits);
        if (fits)
        {
            (rescaled == value, rescaled.Scale, value.Rescale(scale).Scale).Should().Be((true, scale, scale));
            rescaled.GetHashCode().Should().Be(value.GetHashCode());
        }
    });

    [Fact]
    public void Order_is_numeric_across_scales() => Gen.Select(s_numbers, s_numbers, Gen.Int[0, 8]).Sample((a, b, near) =>
    {
        // Half of the pairs are made close, so that they differ in the last digit or not at all.
        BigInteger second = near < 4 && b.Scale >= a.Scale ? (a.Unscaled * Gens.Pow10(b.Scale - a.Scale)) + (near % 2) : b.Unscaled;
        second = BigInteger.Abs(second) < Gens.Pow10(Max) ? second : b.Unscaled;
        Decimal128 left = Decimal128.FromBigInteger(a.Unscaled, a.Scale);
        Decimal128 right = Decimal128.FromBigInteger(second, b.Scale);
        BigInteger x = a.Unscaled * Gens.Pow10((2 * Max) - a.Scale);
        BigInteger y = second * Gens.Pow10((2 * Max) - b.Scale);

        Math.Sign(left.CompareTo(right)).Should().Be(Math.Sign(x.CompareTo(y)));
        (left == right, left != right, left.Equals((object)right)).Should().Be((x == y, x != y, x == y));
        bool[] operators = [left < right, left > right, left <= right, left >= right];
        operators.Should().Equal([x < y, x > y, x <= y, x >= y]);
        if (x == y)
        {
            left.GetHashCode().Should().Be(right.GetHashCode());
        }
    });

    [Fact]
    public void Any_bytes_parse_or_fail_but_never_throw()
        => Gen.Select(Gens.Texts, Gen.Int[1, Max], Gen.Int[-Max, Max]).Sample((text, precision, scale) =>
    {
        ParseStatus status = Decimal128.TryParse(text, precision, scale, out Decimal128 value);
        if (status == ParseStatus.Ok)
        {
            (BigInteger.Abs(value.Unscaled) < Gens.Pow10(precision)).Should().BeTrue();
        }
        else
        {
            (value.Unscaled, value.Scale).Should().Be(default((Int128, int)));
        }

        Decimal128.TryParse(text, out Decimal128 own);
        Decimal128.TryParse(Encoding.Latin1.GetString(text), precision, scale, out Decimal128 fromChars).Should().Be(status);
        (fromChars.Unscaled, own.Scale is >= -Max and <= Max).Should().Be((value.Unscaled, true));
    });

    [Fact]
    public void System_Decimal_round_trips() => Gen.Decimal.Sample(clr =>
    {
        Decimal128 value = Decimal128.FromDecimal(clr);
        value.ToString().Should().Be(clr == 0 && decimal.IsNegative(clr) ? (-clr).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : clr.ToString(System.Globalization.CultureInfo.InvariantCulture));
        value.ToDecimal().Should().Be(clr);
        value.ToDecimal().Scale.Should().Be(clr.Scale);
        ((decimal)(Decimal128)clr).Should().Be(clr);
    });

    [Fact]
    public void To_System_Decimal_is_exact_or_false() => s_numbers.Sample((unscaled, scale) =>
    {
        Decimal128 value = Decimal128.FromBigInteger(unscaled, scale);
        bool expected = Enumerable.Range(0, 29).Any(s => Fit(unscaled, scale, 29, s) is { Status: ParseStatus.Ok } fit
            && BigInteger.Abs(fit.Unscaled) < BigInteger.One << 96);
        value.TryToDecimal(out decimal clr).Should().Be(expected);
        if (expected)
        {
            Decimal128.FromDecimal(clr).Should().Be(value);
        }
    });

    [Fact]
    public void Fitting_a_System_Decimal_agrees_with_the_oracle()
        => Gen.Select(Gen.Decimal, Gen.Int[1, Max], Gen.Int[-Max, Max]).Sample((clr, precision, scale) =>
    {
        Decimal128 exact = Decimal128.FromDecimal(clr);
        (ParseStatus expected, BigInteger wanted) = Fit(exact.Unscaled, exact.Scale, precision, scale);
        Decimal128.TryFromDecimal(clr, precision, scale, out Decimal128 fitted).Should().Be(expected);
        ((BigInteger)fitted.Unscaled).Should().Be(wanted);
    });

    private static (ParseStatus Status, BigInteger Unscaled) Fit(BigInteger unscaled, int from, int precision, int to)
    {
        BigInteger wide = unscaled * Gens.Pow10(300);
        BigInteger rescaled = BigInteger.DivRem(wide, Gens.Pow10(300 + from - to), out BigInteger rest);
        return BigInteger.Abs(rescaled) >= Gens.Pow10(precision) ? (ParseStatus.OutOfRange, 0)
            : rest != 0 ? (ParseStatus.LosesPrecision, 0)
            : (ParseStatus.Ok, rescaled);
    }

    private static string Plain(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string sign = unscaled.Sign < 0 ? "-" : "";
        if (scale <= 0)
        {
            return sign + (unscaled.IsZero ? "0" : digits + new string('0', -scale));
        }

        digits = digits.PadLeft(scale + 1, '0');
        return sign + digits[..^scale] + "." + digits[^scale..];
    }
}
