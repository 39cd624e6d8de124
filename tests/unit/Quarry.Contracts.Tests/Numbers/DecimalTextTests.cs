using System.Globalization;
using System.Numerics;
using System.Text;

namespace Quarry.Contracts.Tests.Numbers;

public sealed class DecimalTextTests
{
    private const string Nines38 = "99999999999999999999999999999999999999";
    private const string Nines76 = Nines38 + Nines38;

    [Theory]
    [InlineData(100, 2, "1.00")]
    [InlineData(12, -2, "1200")]
    [InlineData(0, -5, "0")]
    [InlineData(0, 3, "0.000")]
    [InlineData(-5, 1, "-0.5")]
    [InlineData(-1234, 3, "-1.234")]
    [InlineData(7, 38, "0.00000000000000000000000000000000000007")]
    public void Prints_in_plain_notation(long unscaled, int scale, string expected)
    {
        new Decimal128(unscaled, scale).ToString().Should().Be(expected);
        new Decimal256(unscaled, scale).ToString().Should().Be(expected);
    }

    [Fact]
    public void Prints_the_ends_of_both_widths()
    {
        new Decimal128(Int128.MinValue, 0).ToString().Should().Be("-170141183460469231731687303715884105728");
        new Decimal128(Int128.MaxValue, 38).ToString().Should().Be("1.70141183460469231731687303715884105727");
        new Decimal256(Int256.MinValue, -76).ToString().Should().Be(Int256.MinValue + new string('0', 76));
        new Decimal256(Int256.MinValue, -76).ToString().Length.Should().BeLessThanOrEqualTo(ValueText.MaxLength);
        Decimal128.Parse(Nines38).ToString().Should().Be(Nines38);
        Decimal256.Parse("-" + Nines76).ToString().Should().Be("-" + Nines76);
    }

    [Fact]
    public void Span_formatting_ignores_culture_and_reports_a_short_destination()
    {
        var value = new Decimal128(-1234567, 2);
        $"{value}".Should().Be("-12345.67");
        value.ToString("G", new NumberFormatInfo { NumberDecimalSeparator = "," }).Should().Be("-12345.67");
        Span<char> chars = stackalloc char[9];
        Span<byte> bytes = stackalloc byte[9];
        value.TryFormat(chars, out int written, default, null).Should().BeTrue();
        written.Should().Be(9);
        chars.ToString().Should().Be("-12345.67");
        value.TryFormat(chars[..8], out written, default, null).Should().BeFalse();
        written.Should().Be(0);
        value.TryFormat(bytes, out written, "G", null).Should().BeTrue();
        Encoding.ASCII.GetString(bytes[..written]).Should().Be("-12345.67");
        value.TryFormat(bytes[..8], out written).Should().BeFalse();
        written.Should().Be(0);
        ((Func<string>)(() => value.ToString("N2", null))).Should().Throw<FormatException>();
        ((Func<string>)(() => $"{new Decimal256(1, 0):E}")).Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("1.5", 3, 2, "1.50")]
    [InlineData("+1.5e3", 4, 0, "1500")]
    [InlineData("  -12.5000 ", 3, 1, "-12.5")]
    [InlineData(".5", 1, 1, "0.5")]
    [InlineData("5.", 1, 0, "5")]
    [InlineData("-0", 1, 0, "0")]
    [InlineData("-0.000", 1, 0, "0")]
    [InlineData("0e999999999999999999999999", 1, 0, "0")]
    [InlineData("1200", 2, -2, "1200")]
    [InlineData("12e2", 2, -2, "1200")]
    [InlineData("00000000000000000000000000000000000000000000000000001", 1, 0, "1")]
    [InlineData("1.00000000000000000000000000000000000000000000000000", 1, 0, "1")]
    [InlineData("1000E-3", 1, 0, "1")]
    public void Parses_into_a_type(string text, int precision, int scale, string expected)
    {
        Decimal128.TryParse(text, precision, scale, out Decimal128 small).Should().Be(ParseStatus.Ok);
        Decimal256.TryParse(text, precision, scale, out Decimal256 large).Should().Be(ParseStatus.Ok);
        (small.ToString(), small.Scale).Should().Be((expected, scale));
        (large.ToString(), large.Scale).Should().Be((expected, scale));
    }

    [Theory]
    [InlineData("", ParseStatus.Malformed)]
    [InlineData(" ", ParseStatus.Malformed)]
    [InlineData(".", ParseStatus.Malformed)]
    [InlineData("-", ParseStatus.Malformed)]
    [InlineData("+-1", ParseStatus.Malformed)]
    [InlineData("1,5", ParseStatus.Malformed)]
    [InlineData("1.2.3", ParseStatus.Malformed)]
    [InlineData("1 2", ParseStatus.Malformed)]
    [InlineData("- 1", ParseStatus.Malformed)]
    [InlineData("1e", ParseStatus.Malformed)]
    [InlineData("1e+", ParseStatus.Malformed)]
    [InlineData("e5", ParseStatus.Malformed)]
    [InlineData("0x1", ParseStatus.Malformed)]
    [InlineData("NaN", ParseStatus.Malformed)]
    [InlineData("\t1", ParseStatus.Malformed)]
    [InlineData("1\0", ParseStatus.Malformed)]
    [InlineData("١", ParseStatus.Malformed)]
    [InlineData("1000.0", ParseStatus.OutOfRange)]
    [InlineData("-1000", ParseStatus.OutOfRange)]
    [InlineData("1000.001", ParseStatus.OutOfRange)]
    [InlineData("1e99999999999999999999", ParseStatus.OutOfRange)]
    [InlineData("0.01", ParseStatus.LosesPrecision)]
    [InlineData("99.99", ParseStatus.LosesPrecision)]
    [InlineData("1e-99999999999999999999", ParseStatus.LosesPrecision)]
    [InlineData("99.9", ParseStatus.Ok)]
    public void Tells_why_a_text_does_not_fit_3_digits_with_1_after_the_point(string text, ParseStatus expected)
    {
        Decimal128.TryParse(text, 3, 1, out Decimal128 small).Should().Be(expected);
        Decimal256.TryParse(text, 3, 1, out Decimal256 large).Should().Be(expected);
        Decimal128.TryParse(Encoding.UTF8.GetBytes(text), 3, 1, out _).Should().Be(expected);
        if (expected != ParseStatus.Ok)
        {
            (small.Unscaled, large.Unscaled).Should().Be((Int128.Zero, Int256.Zero));
        }
    }

    [Fact]
    public void Precision_is_a_limit_of_the_digits()
    {
        Decimal128.TryParse(Nines38, 38, 0, out _).Should().Be(ParseStatus.Ok);
        Decimal128.TryParse("1" + new string('0', 38), 38, 0, out _).Should().Be(ParseStatus.OutOfRange);
        Decimal128.TryParse(Nines38, 37, 0, out _).Should().Be(ParseStatus.OutOfRange);
        Decimal256.TryParse(Nines76, 76, 0, out _).Should().Be(ParseStatus.Ok);
        Decimal256.TryParse("1" + new string('0', 76), 76, 0, out _).Should().Be(ParseStatus.OutOfRange);
        Decimal256.TryParse("9999999999999999999", 76, 19, out Decimal256 wide).Should().Be(ParseStatus.Ok);
        ((BigInteger)wide.Unscaled).Should().Be(BigInteger.Parse("99999999999999999990000000000000000000", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1.50", "1.50", 2)]
    [InlineData("1.5e3", "1500", 0)]
    [InlineData("1.50e1", "15.0", 1)]
    [InlineData("15e-3", "0.015", 3)]
    [InlineData("0.000", "0.000", 3)]
    [InlineData("0e5", "0", 0)]
    [InlineData("1e40", "10000000000000000000000000000000000000000", -3)]
    [InlineData("12345678901234567890123456789012345678.00", "12345678901234567890123456789012345678", 0)]
    [InlineData("1.0000000000000000000000000000000000000000", "1.0000000000000000000000000000000000000", 37)]
    public void Own_scale_is_the_written_one_as_far_as_38_digits_hold_it(string text, string expected, int scale)
    {
        Decimal128 value = Decimal128.Parse(text);
        (value.ToString(), value.Scale).Should().Be((expected, scale));
        Decimal128.Parse(Encoding.UTF8.GetBytes(text)).Should().Be(value);
    }

    [Theory]
    [InlineData("1e-39", ParseStatus.LosesPrecision)]
    [InlineData("1.23456789012345678901234567890123456789", ParseStatus.LosesPrecision)]
    [InlineData("123456789012345678901234567890123456789", ParseStatus.OutOfRange)]
    [InlineData("1e76", ParseStatus.OutOfRange)]
    [InlineData("abc", ParseStatus.Malformed)]
    public void Own_scale_is_exact_or_a_status(string text, ParseStatus expected)
    {
        Decimal128.TryParse(text, out Decimal128 value).Should().Be(expected);
        (value.Unscaled, value.Scale).Should().Be((Int128.Zero, 0));
        ((Func<Decimal128>)(() => Decimal128.Parse(text))).Should().Throw<QuarryException>()
            .Where(e => e.Kind == ErrorKind.User && e.Message.Contains(text)
                && e.Code == (expected == ParseStatus.Malformed ? ErrorCodes.TextNotANumber : ErrorCodes.DecimalOverflow));
    }

    [Fact]
    public void Long_texts_are_read_and_quoted_short()
    {
        string text = new string('0', 5000) + "7";
        Decimal128.Parse(text).Should().Be(new Decimal128(7, 0));
        Decimal256.Parse(text).Should().Be(new Decimal256(7, 0));
        ((Func<Decimal256>)(() => Decimal256.Parse(new string('x', 5000)))).Should().Throw<QuarryException>()
            .Which.Message.Length.Should().BeLessThan(300);
    }

    [Fact]
    public void ValueText_reads_and_writes_unscaled_integers()
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        ValueText.TryParseDecimal128("-12.5"u8, 5, 2, out Int128 small).Should().Be(ParseStatus.Ok);
        ValueText.TryParseDecimal256("-12.5"u8, 5, 2, out Int256 large).Should().Be(ParseStatus.Ok);
        (small, large).Should().Be(((Int128)(-1250), (Int256)(-1250L)));
        ValueText.TryFormatDecimal128(small, 2, text, out int length).Should().BeTrue();
        Encoding.ASCII.GetString(text[..length]).Should().Be("-12.50");
        ValueText.TryFormatDecimal256(large, 2, text, out length).Should().BeTrue();
        Encoding.ASCII.GetString(text[..length]).Should().Be("-12.50");
        ValueText.TryParseDecimal128("x"u8, 5, 2, out small).Should().Be(ParseStatus.Malformed);
        ValueText.TryParseDecimal256("123456"u8, 5, 2, out large).Should().Be(ParseStatus.OutOfRange);
        (small, large).Should().Be((Int128.Zero, Int256.Zero));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(39, 0)]
    [InlineData(5, 39)]
    [InlineData(5, -39)]
    [InlineData(int.MinValue, 0)]
    [InlineData(5, int.MaxValue)]
    [InlineData(5, int.MinValue)]
    public void A_type_that_does_not_exist_is_misuse(int precision, int scale)
    {
        ((Action)(() => Decimal128.TryParse("1"u8, precision, scale, out _))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Decimal128.TryFromDouble(1, precision, scale, out _))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Decimal128.TryFromDecimal(1, precision, scale, out _))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => new Decimal128(1, 0).TryFit(precision, scale, out _))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_scale_that_does_not_exist_is_misuse()
    {
        ((Func<Decimal128>)(() => new(1, 39))).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<Decimal128>)(() => new(1, int.MinValue))).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<Decimal256>)(() => new(1, -77))).Should().Throw<ArgumentOutOfRangeException>();
        ((Func<Decimal256>)(() => Decimal256.FromBigInteger(1, 77))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
