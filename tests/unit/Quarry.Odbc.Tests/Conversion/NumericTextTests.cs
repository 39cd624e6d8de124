using Quarry.Contracts;
using Quarry.Odbc.Tests.Support;

namespace Quarry.Odbc.Tests.Conversion;

public sealed class NumericTextTests
{
    /// <summary>Oracle's driver describes a NUMBER without precision as a floating-point number of 15 digits; its text may have 40 digits and 130 zeros.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public void A_number_without_precision_has_room_for_its_longest_text(short sqlType)
    {
        string number = "-0." + new string('0', 129) + new string('9', 40);
        using var block = new BlockFixture(LogicalType.NumericText, sqlType, length: 15);
        block.Plan.IsLong.Should().BeFalse("it fits a block");
        block.AddWide(number);
        block.Texts().Should().Equal(number);
    }
}
