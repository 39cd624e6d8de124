using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;
using static Quarry.Contracts.Tests.Text.ValueTexts;

namespace Quarry.Contracts.Tests.Text;

public sealed class IntervalTextTests
{
    [Fact]
    public void Memory_is_that_of_Arrow()
    {
        Unsafe.SizeOf<Interval>().Should().Be(16);
        Interval[] values = [new(1, 2, 3)];
        MemoryMarshal.AsBytes(values.AsSpan()).ToArray().Should().Equal(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void The_full_range_round_trips() => Gen.Select(Gen.Int, Gen.Int, Gen.Long).Sample((months, days, nanoseconds) =>
    {
        var written = new Interval(months, days, nanoseconds);
        Contracts.Interval.TryParse(Utf8(written.ToString()), out Interval read).Should().Be(ParseStatus.Ok, written.ToString());
        read.Should().Be(written);
    });

    [Theory]
    [InlineData(0, 0, 0, "PT0S")]
    [InlineData(14, 3, 14706789000000, "P1Y2M3DT4H5M6.789S")]
    [InlineData(-14, -3, -14706789000000, "P-1Y-2M-3DT-4H-5M-6.789S")]
    [InlineData(12, -1, -500000000, "P1Y-1DT-0.5S")]
    [InlineData(0, 0, 1, "PT0.000000001S")]
    [InlineData(0, 5, 0, "P5D")]
    [InlineData(0, 0, 3600000000000, "PT1H")]
    [InlineData(0, 0, 60000000000, "PT1M")]
    [InlineData(1, 0, 60000000000, "P1MT1M")]
    [InlineData(int.MinValue, int.MinValue, long.MinValue, "P-178956970Y-8M-2147483648DT-2562047H-47M-16.854775808S")]
    [InlineData(int.MaxValue, int.MaxValue, long.MaxValue, "P178956970Y7M2147483647DT2562047H47M16.854775807S")]
    public void Known_intervals(int months, int days, long nanoseconds, string expected)
    {
        var value = new Interval(months, days, nanoseconds);
        Interval(value).Should().Be(expected);
        value.ToString().Should().Be(expected);
        ValueText.TryParseInterval(Utf8(expected), out Interval read).Should().Be(ParseStatus.Ok);
        read.Should().Be(value);
    }

    [Theory]
    [InlineData("P2W", 0, 14, 0)]
    [InlineData("P1Y-14M", -2, 0, 0)]
    [InlineData("P+1D", 0, 1, 0)]
    [InlineData("PT36H", 0, 0, 129600000000000)]
    [InlineData("PT1.5000000000S", 0, 0, 1500000000)]
    [InlineData("PT-1H30M", 0, 0, -1800000000000)]
    [InlineData("P0D", 0, 0, 0)]
    public void Reads_what_others_write(string text, int months, int days, long nanoseconds)
    {
        ValueText.TryParseInterval(Utf8(text), out Interval value).Should().Be(ParseStatus.Ok);
        value.Should().Be(new Interval(months, days, nanoseconds));
    }

    [Theory]
    [InlineData("", ParseStatus.Malformed)]
    [InlineData("P", ParseStatus.Malformed)]
    [InlineData("PT", ParseStatus.Malformed)]
    [InlineData("P1", ParseStatus.Malformed)]
    [InlineData("P1DT", ParseStatus.Malformed)]
    [InlineData("1D", ParseStatus.Malformed)]
    [InlineData("P1H", ParseStatus.Malformed)]
    [InlineData("PT1D", ParseStatus.Malformed)]
    [InlineData("PT1HT1M", ParseStatus.Malformed)]
    [InlineData("P1D1D", ParseStatus.Malformed)]
    [InlineData("P1D1Y", ParseStatus.Malformed)]
    [InlineData("PT1S1M", ParseStatus.Malformed)]
    [InlineData("P1.5D", ParseStatus.Malformed)]
    [InlineData("PT1.5H", ParseStatus.Malformed)]
    [InlineData("PT.5S", ParseStatus.Malformed)]
    [InlineData("PT1.S", ParseStatus.Malformed)]
    [InlineData("P--1D", ParseStatus.Malformed)]
    [InlineData("p1d", ParseStatus.Malformed)]
    [InlineData("P2147483648D", ParseStatus.OutOfRange)]
    [InlineData("P178956971Y", ParseStatus.OutOfRange)]
    [InlineData("PT2562047H47M16.854775808S", ParseStatus.OutOfRange)]
    [InlineData("P99999999999999999999999D", ParseStatus.OutOfRange)]
    [InlineData("PT-27777777H-46M200000000000S", ParseStatus.OutOfRange)]
    [InlineData("P-8333333333Y200000000000M", ParseStatus.OutOfRange)]
    [InlineData("PT0.0000000001S", ParseStatus.LosesPrecision)]
    public void Tells_why_a_text_is_no_interval(string text, ParseStatus expected)
    {
        ValueText.TryParseInterval(Utf8(text), out Interval value).Should().Be(expected);
        value.Should().Be(default(Interval));
    }

    [Fact]
    public void Equality_is_that_of_the_parts()
    {
        var month = new Interval(1, 0, 0);
        month.Equals((object)new Interval(1, 0, 0)).Should().BeTrue();
        (month == new Interval(0, 30, 0), month != new Interval(1, 0, 1)).Should().Be((false, true));
        month.GetHashCode().Should().Be(new Interval(1, 0, 0).GetHashCode());
    }
}
