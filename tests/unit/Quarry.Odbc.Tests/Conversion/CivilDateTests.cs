using CsCheck;
using Quarry.Odbc.Conversion;

namespace Quarry.Odbc.Tests.Conversion;

public sealed class CivilDateTests
{
    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;

    [Fact]
    public void Every_day_of_DateOnly_is_the_same_day()
        => Gen.Int[0, DateOnly.MaxValue.DayNumber].Sample(number =>
        {
            var date = DateOnly.FromDayNumber(number);
            return CivilDate.TryToDays(date.Year, date.Month, date.Day, out int days) && days == number - s_epoch;
        }, iter: 20_000);

    [Fact]
    public void What_DateOnly_refuses_is_refused()
        => Gen.Select(Gen.Int[-5, 10_000], Gen.Int[-1, 14], Gen.Int[-1, 33]).Sample((year, month, day) =>
        {
            bool exists = year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
            return year > 9999 || CivilDate.TryToDays(year, month, day, out _) == exists;
        }, iter: 20_000);

    [Theory]
    [InlineData(1, 1, 1, -719_162)]
    [InlineData(1969, 12, 31, -1)]
    [InlineData(1970, 1, 1, 0)]
    [InlineData(2000, 2, 29, 11_016)]
    [InlineData(9999, 12, 31, 2_932_896)]
    public void Days(int year, int month, int day, int expected)
    {
        CivilDate.TryToDays(year, month, day, out int days).Should().BeTrue();
        days.Should().Be(expected);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(-44, 3, 15)]
    [InlineData(1900, 2, 29)]
    [InlineData(2001, 2, 29)]
    [InlineData(2000, 0, 1)]
    [InlineData(2000, 13, 1)]
    [InlineData(2000, 4, 31)]
    [InlineData(2000, 1, 0)]
    public void There_is_no_such_day(int year, int month, int day) => CivilDate.TryToDays(year, month, day, out _).Should().BeFalse();
}
