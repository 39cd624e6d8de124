using System.Globalization;
using CsCheck;
using static Quarry.Contracts.Tests.Text.ValueTexts;

namespace Quarry.Contracts.Tests.Text;

public sealed class DateTextTests
{
    private const int DaysPer400Years = 146_097;
    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;

    [Fact]
    public void Every_day_of_the_years_1_to_9999_is_that_of_DateOnly()
    {
        Span<byte> text = stackalloc byte[10];
        Span<char> expected = stackalloc char[10];
        for (int day = 0; day <= DateOnly.MaxValue.DayNumber; day++)
        {
            ValueText.TryFormatDate(day - s_epoch, text, out int length);
            DateOnly.FromDayNumber(day).TryFormat(expected, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            ParseStatus status = ValueText.TryParseDate(text, out int days);
            bool same = length == 10 && status == ParseStatus.Ok && days == day - s_epoch;
            for (int i = 0; i < 10; i++)
            {
                same &= text[i] == expected[i];
            }

            if (!same)
            {
                Assert.Fail($"{expected}");
            }
        }
    }

    [Fact]
    public void The_full_range_follows_the_400_year_cycle() => Gen.OneOf(Gen.Int, Gen.Int[-800_000, 800_000], Gens.Edges).Sample(days =>
    {
        // The calendar repeats after 400 years, so a year within reach of DateOnly tells every other.
        long cycles = (long)Math.Floor((days - (double)(new DateOnly(2000, 3, 1).DayNumber - s_epoch)) / DaysPer400Years);
        DateOnly near = DateOnly.FromDayNumber((int)(days - (cycles * DaysPer400Years)) + s_epoch);
        long year = near.Year + (cycles * 400);
        string digits = Math.Abs(year).ToString("0000", CultureInfo.InvariantCulture);
        string expected = (year < 0 ? "-" : year > 9999 ? "+" : "") + digits + near.ToString("-MM-dd", CultureInfo.InvariantCulture);

        Date(days).Should().Be(expected);
        ValueText.TryParseDate(Utf8(" " + expected + "  "), out int parsed).Should().Be(ParseStatus.Ok);
        parsed.Should().Be(days);
    });

    [Theory]
    [InlineData(0, "1970-01-01")]
    [InlineData(19782, "2024-02-29")]
    [InlineData(11016, "2000-02-29")]
    [InlineData(-25508, "1900-03-01")]
    [InlineData(2932896, "9999-12-31")]
    [InlineData(2932897, "+10000-01-01")]
    [InlineData(-719528, "0000-01-01")]
    [InlineData(-719529, "-0001-12-31")]
    [InlineData(-735160, "-0043-03-15")]
    [InlineData(int.MaxValue, "+5881580-07-11")]
    [InlineData(int.MinValue, "-5877641-06-23")]
    public void Known_days(int days, string expected)
    {
        Date(days).Should().Be(expected);
        ValueText.TryParseDate(Utf8(expected), out int parsed).Should().Be(ParseStatus.Ok);
        parsed.Should().Be(days);
    }

    [Theory]
    [InlineData("10000-01-01", ParseStatus.Ok)]
    [InlineData("+2024-02-29", ParseStatus.Ok)]
    [InlineData("2023-02-29", ParseStatus.Malformed)]
    [InlineData("1900-02-29", ParseStatus.Malformed)]
    [InlineData("2024-02-30", ParseStatus.Malformed)]
    [InlineData("2024-04-31", ParseStatus.Malformed)]
    [InlineData("2024-01-32", ParseStatus.Malformed)]
    [InlineData("2024-13-01", ParseStatus.Malformed)]
    [InlineData("2024-00-01", ParseStatus.Malformed)]
    [InlineData("2024-01-00", ParseStatus.Malformed)]
    [InlineData("-0000-01-01", ParseStatus.Malformed)]
    [InlineData("24-01-01", ParseStatus.Malformed)]
    [InlineData("2024-1-1", ParseStatus.Malformed)]
    [InlineData("20240101", ParseStatus.Malformed)]
    [InlineData("2024-01-01T00:00:00", ParseStatus.Malformed)]
    [InlineData("2024-01-0", ParseStatus.Malformed)]
    [InlineData("2024-01", ParseStatus.Malformed)]
    [InlineData("", ParseStatus.Malformed)]
    [InlineData("infinity", ParseStatus.Malformed)]
    [InlineData("+5881580-07-12", ParseStatus.OutOfRange)]
    [InlineData("-5877641-06-22", ParseStatus.OutOfRange)]
    [InlineData("+99999999999999999999999999-01-01", ParseStatus.OutOfRange)]
    [InlineData("-99999999999999999999999999-12-31", ParseStatus.OutOfRange)]
    public void Tells_why_a_text_is_no_date(string text, ParseStatus expected)
    {
        ValueText.TryParseDate(Utf8(text), out int days).Should().Be(expected);
        (expected == ParseStatus.Ok || days == 0).Should().BeTrue();
    }

    private static class Gens
    {
        public static Gen<int> Edges { get; } = Gen.Int[0, 1000].Select(Gen.Bool, (i, high) => high ? int.MaxValue - i : int.MinValue + i);
    }
}
