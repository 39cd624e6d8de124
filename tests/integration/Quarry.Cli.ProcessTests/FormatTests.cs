using System.Text.Json;

namespace Quarry.Cli.ProcessTests;

/// <summary>The edges of every SQLite storage class, from the file to the text.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly TestDatabase _database = new(
        "create table t (id integer primary key, i integer, r real, s text, b blob, d decimal(18,4))",
        "insert into t values (1, -9223372036854775808, -1.7976931348623157e308, '', x'', '-12345678901.2345')",
        "insert into t values (2, 9223372036854775807, 5e-324, 'a,\"b\"' || char(10) || 'é漢😀', x'00ff10', 0.5)",
        "insert into t values (3, 0, 9e999, char(9) || char(1) || '\\', zeroblob(100000), 12)",
        "insert into t values (4, null, null, null, null, null)",
        "insert into t values (5, 1, -9e999, 'x', x'0102', 1)");

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Json_is_exact()
    {
        ToolResult result = Tool.Run("query", _database.Target, "select * from t order by id", "--format", "json");
        result.Error.Should().BeEmpty();
        string[] lines = result.Output.Split('\n');
        lines[0].Should().Be("{\"id\":1,\"i\":-9223372036854775808,\"r\":-1.7976931348623157E+308,\"s\":\"\",\"b\":\"\",\"d\":\"-12345678901.2345\"}");
        lines[1].Should().Be("{\"id\":2,\"i\":9223372036854775807,\"r\":5E-324,\"s\":\"a,\\\"b\\\"\\né漢😀\",\"b\":\"AP8Q\",\"d\":\"0.5000\"}");
        lines[2].Should().StartWith("{\"id\":3,\"i\":0,\"r\":\"Infinity\",\"s\":\"\\t\\u0001\\\\\",\"b\":\"AAAA");
        JsonDocument.Parse(lines[2]).RootElement.GetProperty("b").GetBytesFromBase64().Should().Equal(new byte[100_000]);
        lines[3].Should().Be("{\"id\":4,\"i\":null,\"r\":null,\"s\":null,\"b\":null,\"d\":null}");
        lines[4].Should().Be("{\"id\":5,\"i\":1,\"r\":\"-Infinity\",\"s\":\"x\",\"b\":\"AQI=\",\"d\":\"1.0000\"}");
        lines[5..].Should().Equal("");
    }

    [Fact]
    public void Csv_is_exact()
        => Tool.Run("query", _database.Target, "select * from t where id <> 3 order by id", "--format", "csv").Should().Be(new ToolResult(0,
            """
            id,i,r,s,b,d
            1,-9223372036854775808,-1.7976931348623157E+308,"","",-12345678901.2345
            2,9223372036854775807,5E-324,"a,""b""
            é漢😀",AP8Q,0.5000
            4,,,,,
            5,1,-Infinity,x,AQI=,1.0000

            """.ReplaceLineEndings("\n"), ""));

    [Fact]
    public void A_table_is_plain_text_in_a_pipe()
        => Tool.Run("query", _database.Target, "select id, s from t where id > 3 order by id").Should().Be(new ToolResult(0, "id  s\n--  ----\n 4  NULL\n 5  x\n(2 rows)\n", ""));

    [Fact]
    public void An_empty_result_keeps_its_columns()
        => Tool.Run("query", _database.Target, "select id, s from t where id > 9", "--format", "csv").Should().Be(new ToolResult(0, "id,s\n", ""));

    [Fact]
    public void A_statement_without_result()
    {
        Tool.Run("query", _database.Target, "update t set s = 'y' where id < 3").Should().Be(new ToolResult(0, "(2 rows affected)\n", ""));
        Tool.Run("query", _database.Target, "update t set s = 'y' where id < 3", "--format", "json").Should().Be(new ToolResult(0, "", ""));
    }

    [Fact]
    public void Several_results_follow_each_other()
        => Tool.Run("query", _database.Target, "select 1 as a; select 2 as b", "--format", "csv").Should().Be(new ToolResult(0, "a\n1\n\nb\n2\n", ""));

    [Fact]
    public void Small_batches_change_nothing()
        => Tool.Run("query", _database.Target, "select id from t order by id", "--format", "csv", "--batch-rows", "2").Output.Should().Be("id\n1\n2\n3\n4\n5\n");

    [Fact]
    public void Parameters_are_typed()
        => Tool.Run("query", _database.Target, "select id from t where i = @i and s = :s", "-p", "i:int64=1", "-p", "s=x", "--format", "csv").Should()
            .Be(new ToolResult(0, "id\n5\n", ""));

    [Fact]
    public void Parameters_without_a_name_are_positional()
        => Tool.Run("query", _database.Target, "select ? as a, ? + 1 as b, ? as c", "-p", "=5", "-p", ":int64=6", "-p", ":date", "--format", "json").Should()
            .Be(new ToolResult(0, "{\"a\":\"5\",\"b\":7,\"c\":null}\n", ""));

    [Fact]
    public void Sql_comes_from_the_standard_input_or_a_file()
    {
        string file = Path.Combine(_database.Directory, "q.sql");
        File.WriteAllText(file, "-- a comment\nselect 2 as x");
        Tool.RunWithInput("select 1 as x", "query", _database.Target, "-", "--format", "csv").Should().Be(new ToolResult(0, "x\n1\n", ""));
        Tool.Run("query", _database.Target, "@" + file, "--format", "csv").Should().Be(new ToolResult(0, "x\n2\n", ""));
    }
}
