using Quarry.Contracts;
using Quarry.Plugins.Sybase.Errors;

namespace Quarry.Plugins.Sybase.Tests;

public sealed class CreateTableTests
{
    private static readonly TableName s_table = new() { Name = "t" };

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612246860.html
    [Fact]
    public void Each_column_says_whether_it_takes_NULL()
        => Create(Column("id", LogicalType.Int64, false), Column("name", LogicalType.Utf8, true), Column("ok", LogicalType.Boolean, false))
            .Should().Be("CREATE TABLE \"t\" (\"id\" bigint NOT NULL, \"name\" unitext NULL, \"ok\" bit NOT NULL)");

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1600/doc/html/san1393050407146.html
    [Fact]
    public void A_boolean_that_may_be_NULL_is_an_error_that_says_what_to_do()
    {
        QuarryException error = FluentActions.Invoking(() => Create(Column("ok", LogicalType.Boolean, true))).Should().Throw<QuarryException>().WithMessage("*\"ok\"*tinyint NULL*").Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, ErrorCodes.NullableBoolean));
    }

    [Fact]
    public void A_column_has_no_name_of_a_temporary_table()
        => FluentActions.Invoking(() => Create(Column("#c", LogicalType.Int32, false))).Should().Throw<QuarryException>().Which.Code.Should().Be(ErrorCodes.ColumnName);

    [Fact]
    public void Types_and_names_are_checked_before_anything_is_sent()
    {
        FluentActions.Invoking(() => Create(Column("at", LogicalType.TimestampUtc(TimeUnit.Microsecond), true))).Should().Throw<QuarryException>().WithMessage("*timestamp[us,UTC]*");
        FluentActions.Invoking(() => Create(Column("a.b", LogicalType.Int32, true))).Should().Throw<QuarryException>().WithMessage("*point*");
        FluentActions.Invoking(() => new SybaseDialect().CreateTable(new() { Name = new('x', 300) }, new([Column("a", LogicalType.Int32, true)]), new SybaseTypeMap()))
            .Should().Throw<QuarryException>().WithMessage("*300 bytes*");
    }

    private static string Create(params ColumnSchema[] columns) => new SybaseDialect().CreateTable(s_table, new(columns), new SybaseTypeMap());

    private static ColumnSchema Column(string name, LogicalType type, bool isNullable) => new() { Name = name, Type = type, IsNullable = isNullable };
}
