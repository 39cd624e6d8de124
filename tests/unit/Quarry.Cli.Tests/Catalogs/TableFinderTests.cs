using Quarry.Cli.Catalogs;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Tests.Catalogs;

public sealed class TableFinderTests
{
    private static readonly TableInfo[] s_tables = [Table("a", "t"), Table("a", "T"), Table("b", "u"), Table("c", "u"), Table("b", "x.y")];

    [Theory]
    [InlineData("t", "a.t")]
    [InlineData("T", "a.T")]
    [InlineData("c.u", "c.u")]
    [InlineData("B.U", "b.u")]
    [InlineData("x.y", "b.x.y")]
    [InlineData("b.x.y", "b.x.y")]
    public void A_table_is_found_by_its_own_case_first(string name, string expected)
        => TableFinder.FullName(TableFinder.Find(s_tables, name)!).Should().Be(expected);

    [Fact]
    public void A_name_in_several_schemas_is_refused_with_them()
        => FluentActions.Invoking(() => TableFinder.Find(s_tables, "u")).Should().Throw<QuarryException>()
            .WithMessage("Several tables have the name \"u\": b.u, c.u. Name one of them with its schema.").Which.Code.Should().Be(ErrorCodes.AmbiguousTable);

    [Fact]
    public void A_name_that_is_nowhere_is_null() => TableFinder.Find(s_tables, "nowhere").Should().BeNull();

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("orders", "ORDERS", 0)]
    [InlineData("orders", "ordres", 2)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("line", "lines", 1)]
    public void Distances(string one, string other, int expected)
    {
        NameDistance.Between(one, other).Should().Be(expected);
        NameDistance.Between(other, one).Should().Be(expected);
    }

    private static TableInfo Table(string schema, string name) => new() { Schema = schema, Name = name, Kind = "table" };
}
