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

    [Theory]
    [InlineData("select @id::int", "yes, it has parameters", "@id::int")]
    [InlineData("select 1", "no, it has no parameters and its text comes for the first time", null)]
    public void Explain_tells_the_way_to_the_server_and_the_plan(string sql, string prepared, string? changed)
    {
        ToolResult result = Tool.Run(["explain", Target, sql, .. changed is null ? (string[])[] : ["-p", "id:int32=1"]]);
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().MatchRegex(@"(?m)^driver +PostgreSQL \(postgresql \S+\) from \S").And.MatchRegex("(?m)^transport +native$").And.MatchRegex("(?m)^server +PostgreSQL 1")
            .And.MatchRegex("(?m)^statement +Select$").And.MatchRegex(changed is null ? "(?m)^sql +select 1$" : @"(?m)^sql +select \$1::int$")
            .And.MatchRegex("(?m)^checked +yes, prepared by the server$").And.MatchRegex($"(?m)^prepared +{prepared}$")
            .And.MatchRegex("(?m)^batches +at most [0-9]+ rows or [0-9]+ bytes$").And.MatchRegex("(?m)^partitions +1$").And.MatchRegex("(?m)^rules? +\\S");
        result.Output.Should().MatchRegex(changed is null ? "(?m)^parameters +none$" : "(?m)^parameters +id int32$");
    }

    [Fact]
    public void The_catalog_lists_databases_tables_and_sizes()
    {
        Define("catalog_list", "create table {0}.t(id int primary key); insert into {0}.t select generate_series(1, 50); analyze {0}.t; create view {0}.v as select 1 as one");
        ToolResult result = Tool.Run("catalog", Target, "--schema", "catalog_list");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().StartWith("catalogs: ").And.Contain("postgres").And.MatchRegex(@"\ncatalog_list +t +table +50 +8,192 +16,384\n")
            .And.MatchRegex(@"\ncatalog_list +v +view +- +- +-\n");
    }

    [Fact]
    public void The_catalog_of_a_table_has_logical_types_keys_and_indexes()
    {
        Define("catalog_table", """
            create domain {0}.price as numeric(10,2); create domain {0}.euro as {0}.price;
            create table {0}.parent(id uuid primary key);
            create table {0}.child(n serial, amount {0}.euro not null, list numeric(5,1)[], at timestamptz(3) default now(), big numeric, ref uuid references {0}.parent,
              constraint child_key primary key (n, amount));
            create index child_at on {0}.child(at, lower(big::text))
            """);
        ToolResult result = Tool.Run("catalog", Target, "catalog_table.child");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Be("""
            catalog_table.child: table, rows (estimate) -, bytes 8,192, index bytes 16,384

            column  type                         logical type           null  default
            n       integer                      int32                  no    nextval('catalog_table.child_n_seq'::regclass)
            amount  catalog_table.euro           decimal128(10,2)       no
            list    numeric(5,1)[]               list<decimal128(5,1)>  yes
            at      timestamp(3) with time zone  timestamp[us,UTC]      yes   now()
            big     numeric                      utf8(numeric)          yes
            ref     uuid                         uuid                   yes

            primary key   child_key       (n, amount)
            foreign key   child_ref_fkey  (ref) references catalog_table.parent (id)
            index         child_at        (at, …)
            unique index  child_key       (n, amount)

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_systems_own_tables_are_found_by_their_schema()
        => Tool.Run("catalog", Target, "pg_catalog.pg_class").Output.Should().StartWith("pg_catalog.pg_class: table").And.Contain("relname");

    [Fact]
    public void An_ambiguous_table_is_told_with_its_schemas()
    {
        Define("twice_a", "create table {0}.twice(x int)");
        Define("twice_b", "create table {0}.twice(x int)");
        ToolResult result = Tool.Run("catalog", Target, "twice");
        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith("quarry: error QRY9013:").And.Contain("twice_a.twice, twice_b.twice");
        Tool.Run("catalog", Target, "twice", "--schema", "twice_b").Output.Should().StartWith("twice_b.twice: table");
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_with_its_address()
    {
        ToolResult result = Tool.Run("query", "postgresql://postgres@127.0.0.1:1/postgres", "select 1");
        result.ExitCode.Should().NotBe(0);
        result.Error.Should().Contain("127.0.0.1").And.NotContain("   at ");
    }

    private void Define(string schema, string sql)
    {
        foreach (string statement in (string[])[$"create schema {schema}", .. sql.Replace("{0}", schema, StringComparison.Ordinal).Split(';')])
        {
            ToolResult result = Tool.Run("query", Target, statement.Trim());
            result.ExitCode.Should().Be(0, result.Error);
        }
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
