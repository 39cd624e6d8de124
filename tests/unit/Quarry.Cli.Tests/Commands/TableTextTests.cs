using Quarry.Cli.Commands;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Commands;

public sealed class TableTextTests
{
    [Theory]
    [InlineData("orders", "", "orders")]
    [InlineData("Sales.Orders", "Sales", "Orders")]
    [InlineData("\"a.b\".\"c \"\"d\"\"\"", "a.b", "c \"d\"")]
    [InlineData("\"a.b\"", "", "a.b")]
    [InlineData("größe.été-2", "größe", "été-2")]
    public void A_table_is_read_and_written_back(string text, string schema, string name)
    {
        TableText.TryParse(text, out TableName? table).Should().BeTrue();
        table.Should().Be(new TableName { Schema = schema, Name = name });
        TableText.Format(table!).Should().Be(text);
    }

    [Fact]
    public void Quotes_that_are_not_needed_are_left_out()
    {
        TableText.TryParse("\"sales\".\"orders\"", out TableName? table).Should().BeTrue();
        TableText.Format(table!).Should().Be("sales.orders");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a.b.c")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("a\"b\"")]
    [InlineData("\"\"")]
    [InlineData("\"a")]
    [InlineData("\"a\"b")]
    [InlineData("\"a\" .b")]
    [InlineData("a.\"b\".")]
    public void What_is_not_one_table_is_refused(string text) => TableText.TryParse(text, out _).Should().BeFalse();
}
