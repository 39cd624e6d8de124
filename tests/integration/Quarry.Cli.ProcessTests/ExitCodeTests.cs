using Microsoft.Data.Sqlite;

namespace Quarry.Cli.ProcessTests;

/// <summary>Each class of bad input: its exit code, and a message that names cause and fix.</summary>
public sealed class ExitCodeTests
{
    private const string Memory = "sqlite::memory:";

    [Fact]
    public void Broken_sql_shows_the_place()
    {
        ToolResult result = Tool.Run("query", Memory, "select 1,\n       2 form t");
        result.ExitCode.Should().Be(1);
        result.Output.Should().BeEmpty();
        result.Error.Should().MatchRegex(@"^quarry: error QRY2\d{4}: ").And.Contain("syntax error").And.Contain("\n         2 form t\n                ^\n");
    }

    [Fact]
    public void A_missing_file() => Fails(1, "no-such-file.db", "query", $"sqlite://{Path.Combine(Path.GetTempPath(), "no-such-file.db")}", "select 1");

    [Fact]
    public void A_directory_in_place_of_a_file() => Fails(1, "directory", "query", $"sqlite://{Path.GetTempPath()}", "select 1");

    [Fact]
    public void A_file_that_is_no_database()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, string.Concat(Enumerable.Repeat("this is not a database. ", 100)));
        Fails(1, "not a database", "query", $"sqlite://{file}", "select * from sqlite_schema");
        File.Delete(file);
    }

    [Fact]
    public void A_locked_database()
    {
        using var database = new TestDatabase("create table t (x)");
        using SqliteConnection connection = database.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "begin exclusive";
        command.ExecuteNonQuery();
        Fails(2, "locked", "query", database.Target + "?busy_timeout=10", "select * from t");
    }

    [Theory]
    [InlineData("a", "query", Memory, "select @a")]
    [InlineData("b", "query", Memory, "select @a", "-p", "a=1", "-p", "b=2")]
    [InlineData("a", "query", Memory, "select @a", "-p", "a:int64=x")]
    [InlineData("unknown type", "query", Memory, "select @a", "-p", "a:nonsense=x")]
    [InlineData("no value", "query", Memory, "select @a", "-p", "a")]
    [InlineData("\n  hint: pass -p NAME[:TYPE]=VALUE", "query", Memory, "select @a")]
    [InlineData("\n  hint: pass -p NAME[:TYPE]=VALUE", "query", Memory, "select @a", "-p", "=1")]
    [InlineData("or -p [:TYPE]=VALUE for each ?", "query", Memory, "select ?", "-p", "a=1")]
    [InlineData("or -p [:TYPE]=VALUE for each ?", "query", Memory, "select ?", "-p", "5")]
    public void A_wrong_missing_or_extra_parameter(string part, params string[] arguments) => Fails(1, part, arguments);

    [Fact]
    public void An_unknown_scheme_lists_the_schemes() => Fails(1, "sqlite", "query", "nosuch://x", "select 1").Error.Should().Contain("\n  hint: name the plugins directory with --plugins-dir");

    [Theory]
    [InlineData("query", Memory, "select 1")]
    [InlineData("plugins")]
    public void A_plugins_directory_that_is_missing_or_empty(params string[] arguments)
    {
        string directory = Directory.CreateTempSubdirectory("quarry").FullName;
        ToolResult empty = Fails(1, directory, [.. arguments, "--plugins-dir", directory]);
        Directory.Delete(directory);
        ToolResult missing = Fails(1, directory, [.. arguments, "--plugins-dir", directory]);
        missing.Error.Should().NotBe(empty.Error);
        new[] { missing.Error, empty.Error }.Should().OnlyContain(error => error.Contains("--plugins-dir DIR or in QUARRY_PLUGINS"));
    }

    [Theory]
    [InlineData("query", Memory, "select 1")]
    [InlineData("plugins")]
    public void A_plugins_directory_that_is_a_file_or_empty_text(params string[] arguments)
    {
        string file = Path.GetTempFileName();
        Fails(1, $"{file} is a file", [.. arguments, "--plugins-dir", file]).Error.Should().NotContain("Create it");
        File.Delete(file);
        Fails(1, "--plugins-dir is empty", [.. arguments, "--plugins-dir", ""]);
    }

    [Fact]
    public void A_value_that_contradicts_its_column()
    {
        using var database = new TestDatabase("create table t (n integer)", "insert into t values (1), ('x')");
        Fails(2, "column \"n\"", "query", database.Target, "select n from t").Error.Should().Contain("\n  hint: --mismatch-as-text");
        Tool.Run("query", database.Target, "select n from t", "--mismatch-as-text", "--format", "csv").Should().Be(new ToolResult(0, "n\n1\nx\n", ""));
    }

    [Fact]
    public void A_timeout_is_a_resource_error()
        => Fails(4, "0.3", "query", Memory, "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c", "--timeout", "0.3")
            .Error.Should().Contain("\n  hint: --timeout SECONDS");

    [Fact]
    public void An_unreadable_sql_file() => Fails(1, "no-such.sql", "query", Memory, "@/no-such.sql");

    [Fact]
    public void A_wrong_option() => Fails(1, "--help", "query", Memory, "select 1", "--format", "xml");

    [Fact]
    public void No_command_shows_help()
    {
        ToolResult result = Tool.Run();
        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("quarry --help");
    }

    private static ToolResult Fails(int exitCode, string part, params string[] arguments)
    {
        ToolResult result = Tool.Run(arguments);
        result.Error.Should().MatchRegex(@"^quarry: error QRY\d{4,5}: ").And.Contain(part);
        result.ExitCode.Should().Be(exitCode, result.Error);
        return result;
    }
}
