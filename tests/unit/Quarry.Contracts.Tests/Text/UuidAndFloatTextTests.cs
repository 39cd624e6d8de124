using System.Globalization;
using CsCheck;
using Quarry.Contracts.Tests.Numbers;
using static Quarry.Contracts.Tests.Text.ValueTexts;

namespace Quarry.Contracts.Tests.Text;

public sealed class UuidAndFloatTextTests
{
    [Fact]
    public void A_uuid_is_its_bytes_in_order() => Gen.Byte.Array[16].Sample(bytes =>
    {
        string hex = Convert.ToHexStringLower(bytes);
        string expected = $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
        Uuid(bytes).Should().Be(expected);
        byte[] read = new byte[16];
        ValueText.TryParseUuid(Utf8(" " + expected.ToUpperInvariant()), read).Should().Be(ParseStatus.Ok);
        read.Should().Equal(bytes);
    });

    [Theory]
    [InlineData("")]
    [InlineData("f81d4fae-7dec-11d0-a765-00a0c91e6bf")]
    [InlineData("f81d4fae-7dec-11d0-a765-00a0c91e6bf66")]
    [InlineData("f81d4fae-7dec-11d0-a765-00a0c91e6bfg")]
    [InlineData("f81d4fae-7dec-11d0-a765+00a0c91e6bf6")]
    [InlineData("{81d4fae-7dec-11d0-a765-00a0c91e6bf}")]
    [InlineData("f81d4fae7dec11d0a76500a0c91e6bf6")]
    [InlineData("f81d4fae-7dec-11d0-a7650-0a0c91e6bf6")]
    public void What_is_no_uuid_is_malformed_and_leaves_zeros(string text)
    {
        byte[] bytes = Enumerable.Repeat((byte)7, 16).ToArray();
        ValueText.TryParseUuid(Utf8(text), bytes).Should().Be(ParseStatus.Malformed);
        bytes.Should().OnlyContain(b => b == 0);
    }

    [Fact]
    public void A_uuid_of_another_length_is_misuse()
    {
        ((Action)(() => ValueText.TryParseUuid(default, new byte[15]))).Should().Throw<ArgumentException>();
        ((Action)(() => ValueText.TryFormatUuid(new byte[17], new byte[40], out _))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Doubles_round_trip() => Gen.Long.Select(BitConverter.Int64BitsToDouble).Sample(value =>
    {
        string text = Float64(value);
        text.Should().Be(value.ToString("R", CultureInfo.InvariantCulture));
        ValueText.TryParseFloat64(Utf8(text), out double read).Should().Be(ParseStatus.Ok);
        (double.IsNaN(value) ? double.IsNaN(read) : BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(value)).Should().BeTrue();
    });

    [Fact]
    public void Floats_round_trip() => Gen.Int.Select(BitConverter.Int32BitsToSingle).Sample(value =>
    {
        string text = Float32(value);
        ValueText.TryParseFloat32(Utf8(text), out float read).Should().Be(ParseStatus.Ok);
        (float.IsNaN(value) ? float.IsNaN(read) : BitConverter.SingleToInt32Bits(read) == BitConverter.SingleToInt32Bits(value)).Should().BeTrue();
    });

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.1, "0.1")]
    [InlineData(double.Epsilon, "5E-324")]
    public void Known_doubles(double value, string expected)
    {
        Float64(value).Should().Be(expected);
        ValueText.TryParseFloat64(Utf8(expected), out double read).Should().Be(ParseStatus.Ok);
        BitConverter.DoubleToInt64Bits(read).Should().Be(BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData(" +1.5e3 ", ParseStatus.Ok)]
    [InlineData("+Infinity", ParseStatus.Ok)]
    [InlineData("1.", ParseStatus.Ok)]
    [InlineData(".5", ParseStatus.Ok)]
    [InlineData("0e-999", ParseStatus.Ok)]
    [InlineData("-0.00", ParseStatus.Ok)]
    [InlineData("1e39", ParseStatus.OutOfRange)]
    [InlineData("-1e39", ParseStatus.OutOfRange)]
    [InlineData("1e-60", ParseStatus.OutOfRange)]
    [InlineData("", ParseStatus.Malformed)]
    [InlineData(".", ParseStatus.Malformed)]
    [InlineData("nan", ParseStatus.Malformed)]
    [InlineData("INFINITY", ParseStatus.Malformed)]
    [InlineData("1,5", ParseStatus.Malformed)]
    [InlineData("1\0", ParseStatus.Malformed)]
    [InlineData("1\0.", ParseStatus.Malformed)]
    [InlineData("1 2", ParseStatus.Malformed)]
    [InlineData("\t1", ParseStatus.Malformed)]
    [InlineData("(1)", ParseStatus.Malformed)]
    [InlineData("0x1", ParseStatus.Malformed)]
    [InlineData("1e5f", ParseStatus.Malformed)]
    public void Tells_why_a_text_is_no_float(string text, ParseStatus expected)
    {
        ValueText.TryParseFloat32(Utf8(text), out float value).Should().Be(expected);
        (expected == ParseStatus.Ok || value == 0).Should().BeTrue();
    }

    [Fact]
    public void A_double_out_of_range_is_a_status()
    {
        ValueText.TryParseFloat64("1e400"u8, out double value).Should().Be(ParseStatus.OutOfRange);
        ValueText.TryParseFloat64("1e-400"u8, out value).Should().Be(ParseStatus.OutOfRange);
        value.Should().Be(0);
    }

    [Fact]
    public void Any_bytes_parse_or_fail_but_never_throw() => Gen.Select(Gens.Texts, Gen.Int[0, 3].Select(unit => (TimeUnit)unit)).Sample((text, unit) =>
    {
        ValueText.TryParseDate(text, out _);
        ValueText.TryParseTime(text, unit, out _);
        ValueText.TryParseTimestamp(text, unit, out _);
        ValueText.TryParseTimestampUtc(text, unit, true, out _);
        ValueText.TryParseTimestampOffset(text, unit, out _);
        ValueText.TryParseInterval(text, out _);
        ValueText.TryParseUuid(text, new byte[16]);
        ValueText.TryParseFloat32(text, out _);
        ValueText.TryParseFloat64(text, out _);
    }, iter: 20_000);
}
