using System.Diagnostics;
using System.Text.Json;

namespace Quarry.Cli.ProcessTests;

/// <summary>Copies that read in parts, and copies that go on where one stopped.</summary>
public sealed class CopyInPartsTests(PostgreSqlTests.Server shared) : IClassFixture<PostgreSqlTests.Server>, IDisposable
{
    private readonly TestDatabase _lite = new("CREATE TABLE kept(id INTEGER, v TEXT)");

    private string Server => shared.Instance.SocketTarget;

    public void Dispose() => _lite.Dispose();

    [Fact]
    public async Task Many_rows_are_equal_by_checksum_there_and_back()
    {
        await shared.Instance.PsqlAsync("""
            create table big as select i as id, (i * 7919 % 100003)::int as part, (i % 9973 / 100.0)::numeric(12,2) as price, date '1992-01-02' + (i % 2526)::int as ship,
                timestamp '2000-01-01' + i * interval '1 second 1 microsecond' as at, chr(65 + (i % 26)::int)::char(1) as flag, case when i % 17 <> 0 then md5(i::text) end as comment
            from generate_series(1::bigint, 100000) i
            """);
        JsonElement there = Json("copy", Server, "select * from big", _lite.Target, "big", "--mode", "create", "--partitions", "2", "--json");
        (there.GetProperty("rows").GetInt64(), there.GetProperty("partitions").GetInt32(), there.GetProperty("method").GetString()).Should().Be((100_000, 2, "ranges of ctid"));
        Run("copy", _lite.Target, "select * from big", Server, "big_back", "--mode", "create").Should().Be("100000 rows copied into big_back, which was created\n");
        (await SumAsync("big_back")).Should().Be(await SumAsync("big"));
        Run("copy", Server, "select * from big order by id desc limit 90000", Server, "big_keyed", "--mode", "create", "-n", "2", "--key", "id")
            .Should().MatchRegex("^90000 rows copied into big_keyed, which was created, read in 3 parts by ranges of \"id\"\n$");
        (await SumAsync("big_keyed")).Should().Be(await SumAsync("(select * from big where id > 10000)"));
    }

    [Fact]
    public void What_cannot_be_read_in_parts_says_so_and_nothing_is_written()
    {
        ToolResult query = Tool.Run("copy", Server, "select 1 as id", _lite.Target, "kept", "-n", "2");
        (query.ExitCode, query.Output).Should().Be((1, ""));
        query.Error.Should().Contain("Name a column of its result as the key").And.Contain("hint: --key COLUMN");
        ToolResult lite = Tool.Run("copy", _lite.Target, "select * from kept", Server, "nothing", "--mode", "create", "-n", "2");
        (lite.ExitCode, lite.Output).Should().Be((1, ""));
        lite.Error.Should().Contain("SQLite does not offer reads in parts");
        Tool.Run("query", Server, "select * from nothing").ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task An_interrupted_copy_says_what_stays_and_goes_on_after_it()
    {
        await shared.Instance.PsqlAsync("create table gate(); insert into gate default values; create table slow(id bigint primary key, v text)");
        await shared.Instance.PsqlAsync("""
            create function hold() returns trigger language plpgsql as 'begin if new.id = 51 and exists (select from gate) then perform pg_sleep(600); end if; return new; end';
            create trigger hold before insert on slow for each row execute function hold()
            """);
        string[] copy = ["copy", Server, "select i as id, 'row ' || i as v from generate_series(1, 100) i", Server, "slow", "--resume-key", "id", "--batch-rows", "10", "--json"];
        Process process = Tool.Start(copy);
        while (await shared.Instance.PsqlAsync("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == "0" && !process.HasExited)
        {
        }

        Tool.Send("INT", process);
        ToolResult stopped = Tool.Finish(process, "");
        (stopped.ExitCode, stopped.Output).Should().Be((130, ""), stopped.Error);
        stopped.Error.Should().Contain("The first 50 rows of the write are in table \"slow\"");
        (await shared.Instance.PsqlAsync("select count(*), max(id) from slow")).Should().Be("50|50");

        await shared.Instance.PsqlAsync("truncate gate");
        JsonElement rest = Json(copy);
        (rest.GetProperty("rows").GetInt64(), rest.GetProperty("rowsPresent").GetInt64(), rest.GetProperty("after").GetString()).Should().Be((50, 50, "50"));
        (await shared.Instance.PsqlAsync("select count(*), count(distinct id), max(id), min(v) from slow")).Should().Be("100|100|100|row 1");
        Run([.. copy[..^1], "--count"]).Should().Be("0 rows copied into slow; 100 were there, up to id 100\n");
        await shared.Instance.PsqlAsync("delete from slow where id = 3");
        ToolResult holes = Tool.Run(copy);
        (holes.ExitCode, holes.Output).Should().Be((1, ""), holes.Error);
        holes.Error.Should().StartWith("quarry: error QRY5962: Table \"slow\" is not the beginning of this copy: it holds 99 rows up to \"id\" 100, and the query returns 100 up to there.");
    }

    [Fact]
    public void A_copy_into_SQLite_goes_on_too()
    {
        Run("query", _lite.Target, "insert into kept values (1, 'row 1'), (2, 'row 2')");
        Run("copy", Server, "select i as id, 'row ' || i as v from generate_series(1, 5) i", _lite.Target, "kept", "--resume-key", "id").Should().Be("3 rows copied into kept; 2 were there, up to id 2\n");
        Run("copy", _lite.Target, "select * from kept", _lite.Target, "other", "--resume-key", "id", "--mode", "create-append").Should().Be("5 rows copied into other, which was created\n");
        Run("query", _lite.Target, "select count(*) as n, max(v) as v from other", "--format", "csv").Should().Be("n,v\n5,row 5\n");
    }

    private Task<string> SumAsync(string table) => shared.Instance.PsqlAsync($"select count(*), sum(hashtextextended(t::text, 0)::numeric) from {table} as t");

    private static JsonElement Json(params string[] args) => JsonDocument.Parse(Run(args)).RootElement;

    private static string Run(params string[] args)
    {
        ToolResult result = Tool.Run(args);
        result.ExitCode.Should().Be(0, result.Error);
        return result.Output;
    }
}
