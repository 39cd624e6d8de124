using System.Text.Json;

namespace Quarry.Cli.ProcessTests;

/// <summary>Copies between two SQLite files.</summary>
public sealed class CopyTests : IDisposable
{
    private const string Rows = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select i as id, 'row ' || i as name from n";

    private readonly TestDatabase _source = new("CREATE TABLE s(id INTEGER, name TEXT)", $"INSERT INTO s {Rows}");
    private readonly TestDatabase _target = new("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT)", "CREATE TABLE \"a b.c\"(id INTEGER)");

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    [Fact]
    public void Rows_are_appended_and_the_one_line_says_how_many()
    {
        Copy("select id, name from s where id > 1", "t").Should().Be(new ToolResult(0, "4999 rows copied into t\n", ""));
        Copy("select name, id from s where id = @id", "main.t", "-p", "id:int64=1", "--batch-rows", "1").Should().Be(new ToolResult(0, "1 row copied into main.t\n", ""));
        Query(_target, "select * from t order by id").Should().Be(Query(_source, "select * from s order by id"));
    }

    [Fact]
    public void No_rows_are_no_error() => Copy("select * from s where false", "t").Should().Be(new ToolResult(0, "0 rows copied into t\n", ""));

    [Fact]
    public void A_quoted_table()
    {
        Copy("select id from s where id < 3", "main.\"a b.c\"").Should().Be(new ToolResult(0, "2 rows copied into main.\"a b.c\"\n", ""));
        Query(_target, "select sum(id) as n from \"a b.c\"").Should().Be("{\"n\":3}\n");
    }

    [Fact]
    public void Json_has_the_same_facts_on_one_line()
    {
        ToolResult result = Copy("select * from s", "main.t", "--json");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().EndWith("}\n").And.HaveLength(result.Output.IndexOf('\n', StringComparison.Ordinal) + 1);
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        json.EnumerateObject().Select(member => member.Name).Should().Equal("schema", "table", "rows", "created", "seconds");
        (json.GetProperty("schema").GetString(), json.GetProperty("table").GetString(), json.GetProperty("rows").GetInt64(), json.GetProperty("created").GetBoolean())
            .Should().Be(("main", "t", 5000, false));
    }

    [Fact]
    public void Progress_and_cost_are_told_beside_the_output()
    {
        ToolResult result = Copy("select * from s -- all", "t", "--progress", "--count", "--stats");
        (result.ExitCode, result.Output).Should().Be((0, "5000 rows copied into t\n"), result.Error);
        string[] lines = result.Error.TrimEnd('\n').Split('\n');
        lines[^2].Should().MatchRegex("^quarry: 5,000 rows  [0-9,]+ rows/s  [0-9,]+ s  of 5,000 rows, 0 s left$");
        JsonDocument.Parse(lines[^1]).RootElement.GetProperty("rows").GetInt64().Should().Be(5000);
    }

    [Fact]
    public void A_copy_that_fails_leaves_nothing()
    {
        ToolResult result = Copy("select id % 4990 as id, name from s", "t", "--batch-rows", "1000");
        result.ExitCode.Should().NotBe(0);
        result.Output.Should().BeEmpty();
        result.Error.Should().Contain("Row 4991").And.Contain("t.id");
        Query(_target, "select count(*) as n from t").Should().Be("{\"n\":0}\n");
    }

    [Fact]
    public void An_error_in_the_sql_shows_its_place()
    {
        ToolResult result = Copy("select id frm s order", "t");
        (result.ExitCode, result.Output).Should().Be((1, ""));
        result.Error.Should().Contain("  select id frm s order\n  ");
        ToolResult counted = Copy("select id frm s order", "t", "--count");
        (counted.ExitCode, counted.Output).Should().Be((1, ""));
        counted.Error.Should().Contain("  select id frm s order\n  ");
    }

    [Fact]
    public void A_table_that_is_not_there_is_told()
    {
        ToolResult result = Copy("select * from s", "nowhere");
        (result.ExitCode, result.Output).Should().Be((1, ""), result.Error);
        result.Error.Should().Contain("nowhere").And.NotContain("^");
    }

    [Fact]
    public void A_statement_without_rows_is_told()
    {
        ToolResult result = Copy("create table x(y)", "t");
        (result.ExitCode, result.Output).Should().Be((1, ""), result.Error);
        result.Error.Should().StartWith("quarry: error QRY5901: The query returns no columns");
    }

    [Fact]
    public void Passwords_are_not_repeated()
    {
        const string Secret = "hunter2hunter2";
        foreach (string[] args in (string[][])
        [
            ["copy", $"postgresql://u:{Secret}@127.0.0.1:1/d", "select 1", _target.Target, "t"],
            ["copy", _source.Target, "select * from s", $"postgresql://u:{Secret}@127.0.0.1:1/d", "t"],
        ])
        {
            ToolResult result = Tool.Run(args);
            result.ExitCode.Should().Be(2, result.Error);
            result.Error.Should().Contain("127.0.0.1").And.NotContain(Secret);
        }
    }

    private ToolResult Copy(string sql, string table, params string[] options) => Tool.Run(["copy", _source.Target, sql, _target.Target, table, .. options]);

    private static string Query(TestDatabase database, string sql)
    {
        ToolResult result = Tool.Run("query", database.Target, sql, "--format", "json");
        result.ExitCode.Should().Be(0, result.Error);
        return result.Output;
    }
}
