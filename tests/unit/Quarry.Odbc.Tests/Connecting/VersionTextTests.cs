using CsCheck;
using Quarry.Odbc.Connecting;

namespace Quarry.Odbc.Tests.Connecting;

public sealed class VersionTextTests
{
    [Theory]
    [InlineData("13.02.0000", "13.2.0")]
    [InlineData("15.0.18", "15.0.18")]
    [InlineData("03.01.0015", "3.1.15")]
    [InlineData("10.11.11-MariaDB", "10.11.11")]
    [InlineData("16.00.4135", "16.0.4135")]
    [InlineData("3.53.0 extra", "3.53.0")]
    [InlineData("19.00.0000 Oracle 19.0.0.0.0", "19.0.0")]
    [InlineData("0.9998", "0.9998")]
    [InlineData("1.2.3.4.5", "1.2.3.4")]
    [InlineData(" 7", "7.0")]
    [InlineData("9", "9.0")]
    [InlineData("1.", "1.0")]
    [InlineData("1..2", "1.0")]
    [InlineData("", "0.0")]
    [InlineData("unknown", "0.0")]
    [InlineData("-1.2", "0.0")]
    [InlineData("99999999999.1", "0.0")]
    public void Versions_as_drivers_write_them(string text, string expected) => VersionText.Parse(text).ToString().Should().Be(expected);

    [Fact]
    public void No_text_throws() => Gen.String[Gen.Char["0123456789.- vMariaDB"], 0, 24].Sample(text => VersionText.Parse(text) >= new Version(0, 0));
}
