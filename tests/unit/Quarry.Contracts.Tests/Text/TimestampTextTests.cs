using System.Globalization;
using System.Numerics;
using CsCheck;
using static Quarry.Contracts.Tests.Text.ValueTexts;

namespace Quarry.Contracts.Tests.Text;

public sealed class TimestampTextTests
{
    private static readonly Gen<TimeUnit> s_units = Gen.Int[0, 3].Select(unit => (TimeUnit)unit);
    private static readonly Gen<long> s_values = Gen.OneOf(
        Gen.Long, Gen.Long[-100_000_000_000, 100_000_000_000],
        Gen.Long[0, 200_000_000_000_000].Select(Gen.Bool, (near, high) => high ? long.MaxValue - near : long.MinValue + near));

    [Fact]
    public void Microseconds_are_those_of_DateTime()
        => Gen.Long[0, (DateTime.MaxValue - DateTime.MinValue).Ticks / 10].Sample(sinceYear1 =>
    {
        var clock = new DateTime(sinceYear1 * 10, DateTimeKind.Unspecified);
        long value = (clock - DateTime.UnixEpoch).Ticks / 10;
        string expected = clock.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        Timestamp(value, TimeUnit.Microsecond).Should().Be(expected);
        Utc(value, TimeUnit.Microsecond).Should().Be(expected + "Z");
        ValueText.TryParseTimestamp(Utf8(expected.Replace('T', ' ')), TimeUnit.Microsecond, out long parsed).Should().Be(ParseStatus.Ok);
        parsed.Should().Be(value);
    });

    [Fact]
    public void The_full_range_of_every_unit_round_trips() => Gen.Select(s_values, s_units).Sample((value, unit) =>
    {
        ValueText.TryParseTimestamp(Utf8(Timestamp(value, unit)), unit, out long clock).Should().Be(ParseStatus.Ok);
        ValueText.TryParseTimestampUtc(Utf8(Utc(value, unit)), unit, false, out long instant).Should().Be(ParseStatus.Ok);
        (clock, instant).Should().Be((value, value));
    });

    [Fact]
    public void The_full_range_with_every_offset_round_trips()
        => Gen.Select(s_values, s_units, Gen.Int[-1439, 1439]).Sample((value, unit, minutes) =>
    {
        var written = new TimestampOffset(value, (short)minutes);
        string text = Offset(written, unit);
        ValueText.TryParseTimestampOffset(Utf8(text), unit, out TimestampOffset read).Should().Be(ParseStatus.Ok, text);
        read.Should().Be(written);
        ValueText.TryParseTimestampUtc(Utf8(text), unit, false, out long instant).Should().Be(ParseStatus.Ok);
        instant.Should().Be(value);
        ValueText.TryParseTimestamp(Utf8(text), unit, out _).Should().Be(ParseStatus.UnexpectedOffset);
    });

    [Fact]
    public void Offsets_are_those_of_DateTimeOffset() => Gen.Select(Gen.Long[0, 4_000_000_000], Gen.Int[-840, 840]).Sample((seconds, minutes) =>
    {
        DateTimeOffset expected = DateTimeOffset.FromUnixTimeSeconds(seconds).ToOffset(TimeSpan.FromMinutes(minutes));
        Offset(new(seconds, (short)minutes), TimeUnit.Second).Should().Be(expected.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
    });

    [Theory]
    [InlineData(0, TimeUnit.Second, "1970-01-01T00:00:00")]
    [InlineData(-1, TimeUnit.Millisecond, "1969-12-31T23:59:59.999")]
    [InlineData(1709210096123456, TimeUnit.Microsecond, "2024-02-29T12:34:56.123456")]
    [InlineData(long.MaxValue, TimeUnit.Nanosecond, "2262-04-11T23:47:16.854775807")]
    [InlineData(long.MinValue, TimeUnit.Nanosecond, "1677-09-21T00:12:43.145224192")]
    [InlineData(long.MaxValue, TimeUnit.Second, "+292277026596-12-04T15:30:07")]
    [InlineData(long.MinValue, TimeUnit.Second, "-292277022657-01-27T08:29:52")]
    public void Known_timestamps(long value, TimeUnit unit, string expected) => Timestamp(value, unit).Should().Be(expected);

    [Theory]
    [InlineData("2262-04-11T23:47:16.854775808", TimeUnit.Nanosecond)]
    [InlineData("1677-09-21T00:12:43.145224191", TimeUnit.Nanosecond)]
    [InlineData("9999-12-31T00:00:00", TimeUnit.Nanosecond)]
    [InlineData("+292277026596-12-04T15:30:08", TimeUnit.Second)]
    [InlineData("+99999999999999999999-12-04T15:30:08.5", TimeUnit.Second)]
    public void Overflow_is_a_status(string text, TimeUnit unit)
    {
        ValueText.TryParseTimestamp(Utf8(text), unit, out long value).Should().Be(ParseStatus.OutOfRange);
        ValueText.TryParseTimestampOffset(Utf8(text + "Z"), unit, out TimestampOffset offset).Should().Be(ParseStatus.OutOfRange);
        (value, offset).Should().Be((0, default(TimestampOffset)));
    }

    [Theory]
    [InlineData("2024-02-29T14:34:56+02:00")]
    [InlineData("2024-02-29 14:34:56.000 +02:00")]
    [InlineData("2024-02-29 14:34:56+0200")]
    [InlineData("2024-02-29 14:34:56+02")]
    [InlineData("2024-02-29 07:04:56-05:30")]
    [InlineData("2024-02-29T12:34:56Z")]
    [InlineData(" 2024-02-29T12:34:56-00:00 ")]
    public void An_instant_is_converted_by_its_offset(string text)
    {
        ValueText.TryParseTimestampUtc(Utf8(text), TimeUnit.Second, false, out long value).Should().Be(ParseStatus.Ok);
        value.Should().Be(1709210096);
        ValueText.TryParseTimestampUtc(Utf8(text), TimeUnit.Second, true, out value).Should().Be(ParseStatus.Ok);
        value.Should().Be(1709210096);
    }

    [Fact]
    public void An_instant_without_offset_is_utc_only_if_the_caller_says_so()
    {
        byte[] text = Utf8("2024-02-29T12:34:56");
        ValueText.TryParseTimestampUtc(text, TimeUnit.Second, false, out long value).Should().Be(ParseStatus.MissingOffset);
        value.Should().Be(0);
        ValueText.TryParseTimestampUtc(text, TimeUnit.Second, true, out value).Should().Be(ParseStatus.Ok);
        value.Should().Be(1709210096);
        ValueText.TryParseTimestampOffset(text, TimeUnit.Second, out _).Should().Be(ParseStatus.MissingOffset);
    }

    [Theory]
    [InlineData("2024-02-29T12:34:56.1234", TimeUnit.Millisecond, ParseStatus.LosesPrecision)]
    [InlineData("2024-02-29T12:34:56.1", TimeUnit.Second, ParseStatus.LosesPrecision)]
    [InlineData("+20000-02-29T12:34:56.1", TimeUnit.Second, ParseStatus.LosesPrecision)]
    [InlineData("2024-02-29T12:34:56.000", TimeUnit.Second, ParseStatus.Ok)]
    [InlineData("2024-02-29T24:00:00", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-30T00:00:00", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29t12:34:56", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29  12:34:56", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56+", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56+2", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56+02:", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56+02:60", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56+24:00", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56+02:00:00", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56  Z", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56ZZ", TimeUnit.Second, ParseStatus.Malformed)]
    [InlineData("2024-02-29T12:34:56 UTC", TimeUnit.Second, ParseStatus.Malformed)]
    public void Tells_why_a_text_is_no_wall_clock(string text, TimeUnit unit, ParseStatus expected)
    {
        ValueText.TryParseTimestamp(Utf8(text), unit, out long value).Should().Be(expected);
        ValueText.TryParseTimestampUtc(Utf8(text), unit, true, out long instant).Should().Be(expected);
        (expected == ParseStatus.Ok || (value == 0 && instant == 0)).Should().BeTrue();
    }

    [Fact]
    public void Foreign_offsets_are_printed_in_full()
    {
        Offset(new(0, short.MaxValue), TimeUnit.Second).Should().Be("1970-01-23T18:07:00+546:07");
        Offset(new(0, short.MinValue), TimeUnit.Second).Should().Be("1969-12-09T05:52:00-546:08");
    }

    [Fact]
    public void Equality_is_that_of_both_parts()
    {
        var value = new TimestampOffset(5, 60);
        value.Equals((object)new TimestampOffset(5, 60)).Should().BeTrue();
        (value == new TimestampOffset(5, 61), value != new TimestampOffset(6, 60)).Should().Be((false, true));
        value.GetHashCode().Should().Be(new TimestampOffset(5, 60).GetHashCode());
    }

    [Fact]
    public void Splits_and_joins_towards_the_past() => Gen.Select(s_values, s_units).Sample((value, unit) =>
    {
        ValueText.SplitTimestamp(value, unit, out long days, out long time);
        long perDay = 86_400 * (long)BigInteger.Pow(10, 3 * (int)unit);
        time.Should().BeInRange(0, perDay - 1);
        (((BigInteger)days * perDay) + time).Should().Be(value);
        ValueText.TryJoinTimestamp(days, time, unit, out long joined).Should().BeTrue();
        joined.Should().Be(value);
    });

    [Fact]
    public void Joining_never_wraps()
    {
        ValueText.SplitTimestamp(long.MaxValue, TimeUnit.Nanosecond, out long days, out long time);
        ValueText.TryJoinTimestamp(days, time + 1, TimeUnit.Nanosecond, out long none).Should().BeFalse();
        ValueText.TryJoinTimestamp(long.MinValue, 0, TimeUnit.Second, out _).Should().BeFalse();
        none.Should().Be(0);
    }

    [Theory]
    [InlineData(9_223_372_036, true)]
    [InlineData(9_223_372_037, false)]
    [InlineData(-9_223_372_036, true)]
    [InlineData(-9_223_372_037, false)]
    [InlineData(long.MaxValue, false)]
    public void Seconds_become_nanoseconds_while_64_bits_hold_them(long seconds, bool fits)
    {
        ValueText.TryConvertUnit(seconds, TimeUnit.Second, TimeUnit.Nanosecond, out long nanoseconds).Should().Be(fits);
        nanoseconds.Should().Be(fits ? seconds * 1_000_000_000 : 0);
    }

    [Fact]
    public void Units_convert_exactly_or_not_at_all() => Gen.Select(s_values, s_units, s_units).Sample((value, from, to) =>
    {
        BigInteger scaled = value * BigInteger.Pow(10, 3 * (int)to);
        BigInteger expected = BigInteger.DivRem(scaled, BigInteger.Pow(10, 3 * (int)from), out BigInteger rest);
        bool fits = rest == 0 && expected >= long.MinValue && expected <= long.MaxValue;
        ValueText.TryConvertUnit(value, from, to, out long result).Should().Be(fits);
        result.Should().Be(fits ? (long)expected : 0);

        // Seconds that fit nanoseconds come back from them.
        long seconds = value % 9_000_000_000;
        ValueText.TryConvertUnit(seconds, TimeUnit.Second, TimeUnit.Nanosecond, out long nanos).Should().BeTrue();
        ValueText.TryConvertUnit(nanos, TimeUnit.Nanosecond, TimeUnit.Second, out long back).Should().BeTrue();
        back.Should().Be(seconds);
    });
}
