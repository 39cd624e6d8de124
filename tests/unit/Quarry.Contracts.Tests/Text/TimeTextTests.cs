using System.Globalization;
using CsCheck;
using static Quarry.Contracts.Tests.Text.ValueTexts;

namespace Quarry.Contracts.Tests.Text;

public sealed class TimeTextTests
{
    private const long MicrosPerDay = 86_400_000_000;

    [Fact]
    public void Microseconds_are_those_of_TimeOnly() => Gen.Long[0, MicrosPerDay - 1].Sample(time =>
    {
        string expected = new TimeOnly(time * 10).ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        Time(time, TimeUnit.Microsecond).Should().Be(expected);
        Time(time * 1000, TimeUnit.Nanosecond).Should().Be(expected + "000");
        ValueText.TryParseTime(Utf8(expected), TimeUnit.Microsecond, out long micros).Should().Be(ParseStatus.Ok);
        ValueText.TryParseTime(Utf8(expected), TimeUnit.Nanosecond, out long nanos).Should().Be(ParseStatus.Ok);
        (micros, nanos).Should().Be((time, time * 1000));
    });

    [Fact]
    public void Nanoseconds_round_trip() => Gen.Long[0, MicrosPerDay * 1000].Sample(time =>
    {
        ValueText.TryParseTime(Utf8(Time(time, TimeUnit.Nanosecond)), TimeUnit.Nanosecond, out long parsed).Should().Be(ParseStatus.Ok);
        parsed.Should().Be(time);
    });

    [Theory]
    [InlineData(0, TimeUnit.Second, "00:00:00")]
    [InlineData(86_400, TimeUnit.Second, "24:00:00")]
    [InlineData(1, TimeUnit.Millisecond, "00:00:00.001")]
    [InlineData(MicrosPerDay, TimeUnit.Microsecond, "24:00:00.000000")]
    [InlineData(MicrosPerDay * 1000, TimeUnit.Nanosecond, "24:00:00.000000000")]
    [InlineData((MicrosPerDay * 1000) - 1, TimeUnit.Nanosecond, "23:59:59.999999999")]
    public void Known_times(long time, TimeUnit unit, string expected)
    {
        Time(time, unit).Should().Be(expected);
        ValueText.TryParseTime(Utf8(expected), unit, out long parsed).Should().Be(ParseStatus.Ok);
        parsed.Should().Be(time);
    }

    [Theory]
    [InlineData("12:34:56.1", ParseStatus.Ok)]
    [InlineData("12:34:56.1234560000000000000000000", ParseStatus.Ok)]
    [InlineData("24:00:00.000", ParseStatus.Ok)]
    [InlineData("12:34:56.1234567", ParseStatus.LosesPrecision)]
    [InlineData("12:34:56.12345670", ParseStatus.LosesPrecision)]
    [InlineData("12:34:56.00000000000000000001", ParseStatus.LosesPrecision)]
    [InlineData("12:34:56+02:00", ParseStatus.UnexpectedOffset)]
    [InlineData("12:34:56Z", ParseStatus.UnexpectedOffset)]
    [InlineData("12:34:56.1234567Z", ParseStatus.UnexpectedOffset)]
    [InlineData("24:00:01", ParseStatus.Malformed)]
    [InlineData("24:00:00.000001", ParseStatus.Malformed)]
    [InlineData("24:00:00.0000001", ParseStatus.Malformed)]
    [InlineData("24:01:00", ParseStatus.Malformed)]
    [InlineData("25:00:00", ParseStatus.Malformed)]
    [InlineData("12:60:00", ParseStatus.Malformed)]
    [InlineData("12:00:60", ParseStatus.Malformed)]
    [InlineData("12:00", ParseStatus.Malformed)]
    [InlineData("1:00:00", ParseStatus.Malformed)]
    [InlineData("12:00:00.", ParseStatus.Malformed)]
    [InlineData("12:00:00,5", ParseStatus.Malformed)]
    [InlineData("-12:00:00", ParseStatus.Malformed)]
    [InlineData("12:00:00 x", ParseStatus.Malformed)]
    [InlineData("", ParseStatus.Malformed)]
    public void Tells_why_a_text_is_no_time_in_microseconds(string text, ParseStatus expected)
    {
        ValueText.TryParseTime(Utf8(text), TimeUnit.Microsecond, out long time).Should().Be(expected);
        (expected == ParseStatus.Ok || time == 0).Should().BeTrue();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(MicrosPerDay + 1)]
    [InlineData(long.MinValue)]
    public void A_value_that_is_no_time_of_day_is_an_error(long time)
        => ((Action)(() => ValueText.TryFormatTime(time, TimeUnit.Microsecond, new byte[40], out _))).Should().Throw<QuarryException>()
            .Where(e => e.Code == ErrorCodes.ValueOutOfRange && e.Message.Contains(time.ToString(CultureInfo.InvariantCulture)));

    [Fact]
    public void A_unit_that_does_not_exist_is_misuse()
        => ((Action)(() => ValueText.TryParseTime("00:00:00"u8, (TimeUnit)4, out _))).Should().Throw<ArgumentOutOfRangeException>();
}
