using Quarry.Fixtures.PostgreSql;

namespace Quarry.Cli.ProcessTests;

/// <summary>The command on a real PostgreSQL server: what it does on SQLite, it does here.</summary>
public sealed class PostgreSqlTests(PostgreSqlTests.Server shared) : IClassFixture<PostgreSqlTests.Server>
{
    private string Target => shared.Instance.SocketTarget;

    [Fact]
    public void A_query_shows_exact_values()
    {
        ToolResult result = Tool.Run("query", Target, "select 1::int8 as id, 9.90::numeric(10,2) as price, 'é''x' as name, null::date as day, array[1,2] as list", "--format", "json");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Be("""{"id":1,"price":"9.90","name":"é'x","day":null,"list":[1,2]}""" + "\n");
    }

    [Fact]
    public void Parameters_and_csv()
    {
        ToolResult result = Tool.Run("query", Target, "select @day::date + i as day from generate_series(1, 2) as i", "-p", "day:date=2026-02-28", "--format", "csv");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Be("day\n2026-03-01\n2026-03-02\n");
    }

    [Fact]
    public void A_stored_result_is_read_back_equal()
    {
        const string Sql = "select i, i::numeric(12,3) / 8 as n, md5(i::text)::uuid as u, timestamptz '2026-01-01 00:00Z' + i * interval '1 hour' as t from generate_series(1, 5000) as i";
        string file = Path.Combine(shared.Folder.FullName, "rows.qrb");
        ToolResult stored = Tool.Run("query", Target, Sql, "--format", "qrb", "-o", file);
        stored.ExitCode.Should().Be(0, stored.Error);
        Tool.Run("decode", file, "--format", "json").Output.Should().Be(Tool.Run("query", Target, Sql, "--format", "json").Output);
    }

    [Fact]
    public void A_server_error_has_its_state_and_place()
    {
        ToolResult result = Tool.Run("query", Target, "select 1 frm nowhere");
        result.ExitCode.Should().Be(1, result.Error);
        result.Error.Should().Contain("42601");
    }

    [Fact]
    public void Explain_names_the_server_and_the_plan()
    {
        ToolResult result = Tool.Run("explain", Target, "select @id::int", "-p", "id:int32=1");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("postgresql").And.Contain("PostgreSQL");
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_with_its_address()
    {
        ToolResult result = Tool.Run("query", "postgresql://postgres@127.0.0.1:1/postgres", "select 1");
        result.ExitCode.Should().NotBe(0);
        result.Error.Should().Contain("127.0.0.1").And.NotContain("   at ");
    }

    public sealed class Server : IAsyncLifetime
    {
        public PostgreSqlServer Instance { get; private set; } = null!;

        public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("quarry-cli-pg-");

        public async Task InitializeAsync() => Instance = await PostgreSqlServer.StartAsync();

        public async Task DisposeAsync()
        {
            Folder.Delete(recursive: true);
            await Instance.DisposeAsync();
        }
    }
}
