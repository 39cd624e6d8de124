namespace Quarry.Cli.ProcessTests;

/// <summary>What a copy does with the table, and with the rows of a copy that fails.</summary>
public sealed class CopyModeTests : IDisposable
{
    private readonly TestDatabase _source = new("CREATE TABLE s(id INTEGER, price DECIMAL(10,2), name TEXT)", "INSERT INTO s VALUES (1, 1.5, 'one'), (2, NULL, 'two'), (3, -3, NULL)");
    private readonly TestDatabase _target = new("CREATE TABLE old(id INTEGER, other TEXT)", "INSERT INTO old VALUES (77, 'x')", "CREATE TABLE key(id INTEGER PRIMARY KEY)");

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    [Fact]
    public void Create_makes_the_table_with_the_types_of_the_source()
    {
        Copy("select * from s", "main.made", "--mode", "create").Should().Be(new ToolResult(0, "3 rows copied into main.made, which was created\n", ""));
        Rows("made").Should().Be(Tool.Run("query", _source.Target, "select * from s order by id", "--format", "json").Output);
        Tool.Run("catalog", _target.Target, "made").Output.Should().Contain("decimal128(10,2)");
        Copy("select * from s", "made", "--mode", "create-append", "--json").Output.Should().Contain("\"rows\":3").And.Contain("\"created\":false");
        Rows("made", "count(*) as n").Should().Be("{\"n\":6}\n");
    }

    [Fact]
    public void Create_append_makes_a_table_that_is_not_there()
        => Copy("select * from s", "fresh", "--mode", "create-append", "--json").Output.Should().Contain("\"rows\":3").And.Contain("\"created\":true");

    [Fact]
    public void Create_of_a_table_that_is_there_is_an_error()
    {
        ToolResult result = Copy("select id from s", "old", "--mode", "create");
        (result.ExitCode, result.Output).Should().Be((1, ""), result.Error);
        result.Error.Should().StartWith("quarry: error QRY5902: Table \"old\" exists").And.Contain("  hint: --mode ");
        Rows("old").Should().Be("{\"id\":77,\"other\":\"x\"}\n");
    }

    [Fact]
    public void Append_to_a_table_that_is_not_there_is_an_error()
    {
        ToolResult result = Copy("select id from s", "nowhere");
        (result.ExitCode, result.Output).Should().Be((1, ""), result.Error);
        result.Error.Should().StartWith("quarry: error QRY5903: Table \"nowhere\" does not exist").And.Contain("  hint: --mode ");
    }

    [Fact]
    public void Columns_that_do_not_fit_are_told_before_anything_is_written()
    {
        ToolResult result = Copy("select id, name as nmae from s", "old");
        (result.ExitCode, result.Output).Should().Be((1, ""), result.Error);
        result.Error.Should().Contain("\"nmae\"").And.Contain("\"other\"");
    }

    [Fact]
    public void Replace_leaves_the_old_table_if_it_fails()
    {
        Copy("select * from s", "old", "--mode", "replace").Should().Be(new ToolResult(0, "3 rows copied into old, which was created\n", ""));
        string before = Rows("old");
        ToolResult result = Copy("select case id when 3 then 'text' else id end as id from s order by id", "old", "--mode", "replace", "--batch-rows", "1");
        result.ExitCode.Should().NotBe(0);
        result.Error.Should().Contain("ow 3");
        Rows("old").Should().Be(before);
    }

    [Fact]
    public void Per_batch_keeps_what_came_before_the_error_and_says_how_much()
    {
        const string Sql = "select value as id from json_each('[1,2,3,4,5,6,1]') order by key";
        ToolResult result = Copy($"select cast(id as integer) as id from ({Sql})", "key", "--commit", "per-batch", "--batch-rows", "2");
        (result.ExitCode, result.Output).Should().NotBe((0, ""));
        result.Output.Should().BeEmpty();
        result.Error.Should().Contain("The first 6 rows of the write are in table \"key\"");
        Rows("key", "count(*) as n").Should().Be("{\"n\":6}\n");
    }

    private ToolResult Copy(string sql, string table, params string[] options) => Tool.Run(["copy", _source.Target, sql, _target.Target, table, .. options]);

    private string Rows(string table, string columns = "*")
    {
        ToolResult result = Tool.Run("query", _target.Target, $"select {columns} from {table} order by 1", "--format", "json");
        result.ExitCode.Should().Be(0, result.Error);
        return result.Output;
    }
}
