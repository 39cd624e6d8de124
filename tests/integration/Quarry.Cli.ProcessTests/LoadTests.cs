namespace Quarry.Cli.ProcessTests;

/// <summary>Files into tables.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly TestDatabase _database = new(
        "CREATE TABLE s(id INTEGER, price DECIMAL(10,2), day DATE, name TEXT, raw BLOB)",
        "INSERT INTO s VALUES (1, 1.5, '2026-02-28', 'é 😀', x'00ff'), (2, NULL, NULL, NULL, NULL), (-9223372036854775808, -99999999.99, '0001-01-01', '', x'')");

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("qrb")]
    [InlineData("qrb1")]
    [InlineData("arrow")]
    public void A_file_of_each_format_is_what_was_written(string format)
    {
        string file = Write(format, "select * from s");
        Tool.Run("load", file, _database.Target, "loaded", "--mode", "create").Should().Be(new ToolResult(0, "3 rows loaded into loaded, which was created\n", ""));
        Rows("loaded").Should().Be(Rows("s"));
        Tool.Run("load", file, _database.Target, "loaded", "--columns", "name,id", "--json").Output.Should().Contain("\"rows\":3").And.Contain("\"created\":false");
        Run("query", _database.Target, "select count(*) as n, count(price) as p, count(name) as t from loaded", "--format", "csv").Should().Be("n,p,t\n6,2,4\n");
    }

    [Fact]
    public void Standard_input_is_read()
    {
        string file = Write("qrb", "select * from s");
        Tool.RunInShell($"< '{file}'", "load", "-", _database.Target, "piped", "--mode", "create").Output.Should().Be("3 rows loaded into piped, which was created\n");
    }

    [Fact]
    public void A_damaged_file_leaves_nothing()
    {
        string file = Write("qrb", "select * from s");
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..^20]);
        ToolResult result = Tool.Run("load", file, _database.Target, "broken", "--mode", "create");
        (result.ExitCode, result.Output).Should().Be((1, ""));
        result.Error.Should().StartWith("quarry: error QRY20");
        Tool.Run("query", _database.Target, "select * from broken").ExitCode.Should().Be(1);
        Tool.Run("load", "/nonexistent", _database.Target, "broken").Error.Should().StartWith("quarry: error QRY9008");
    }

    [Fact]
    public void A_file_of_two_results_is_refused_and_leaves_nothing()
    {
        // A sequence of messages of version 1, whose columns change.
        string first = Write("qrb1", "select id from s");
        File.AppendAllBytes(first, File.ReadAllBytes(Write("qrb1", "select name from s")));
        ToolResult result = Tool.Run("load", first, _database.Target, "two", "--mode", "create");
        (result.ExitCode, result.Output).Should().Be((1, ""));
        result.Error.Should().StartWith("quarry: error QRY9007");
        Tool.Run("query", _database.Target, "select * from two").ExitCode.Should().Be(1);
    }

    private string Write(string format, string sql)
    {
        string file = Path.Combine(_database.Directory, Guid.NewGuid().ToString("N"));
        Run("query", _database.Target, sql, "--format", format, "-o", file);
        return file;
    }

    private string Rows(string table) => Run("query", _database.Target, $"select * from {table} order by id", "--format", "json");

    private static string Run(params string[] args)
    {
        ToolResult result = Tool.Run(args);
        result.ExitCode.Should().Be(0, result.Error);
        return result.Output;
    }
}
