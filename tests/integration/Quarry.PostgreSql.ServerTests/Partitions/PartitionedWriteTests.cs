using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Fixtures.PostgreSql;
using Quarry.PostgreSql.ServerTests.Engine;

namespace Quarry.PostgreSql.ServerTests.Partitions;

/// <summary>Parts that are read at the same time, on their way into one table.</summary>
public sealed class PartitionedWriteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly QueryOptions s_small = QueryOptions.Default with { Batch = new() { Rows = 100 } };

    [Theory]
    [InlineData(WriteTarget.PostgreSql)]
    [InlineData(WriteTarget.Sqlite)]
    public async Task All_parts_are_written_into_one_table(string database)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using var target = new WriteTarget(database, shared.Server);
        string table = await FilledAsync(engine);
        await using (var rows = BatchSource.Of(await engine.Source.ReadPartitionedAsync(new() { Sql = $"select * from {table}", Count = 2 }, s_small, default)))
        {
            (await target.WriteAsync(WriteMode.Create, rows)).Rows.Should().Be(10_000);
        }

        (await Parts.WholeAsync(target.Source.QueryAsync($"select * from {target.Quoted}"))).Should().Equal(await Parts.WholeAsync(engine.Source.QueryAsync($"select * from {table}")));
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Theory]
    [InlineData("select * from {0}")]
    [InlineData("  SELECT\n*FROM public.{0}\t; ")]
    [InlineData("select * from \"public\" . \"{0}\"", false)]
    [InlineData("select * from \"{0}\"")]
    [InlineData("select * from public.\"{0}\"")]
    [InlineData("select * from {0} where true", false)]
    [InlineData("select id from {0}", false)]
    [InlineData("select * from {0}, {0} b", false)]
    [InlineData("select * from {0} limit 5", false)]
    [InlineData("select * from \"{0}\" \"{0}\"", false)]
    public async Task A_query_of_a_whole_table_needs_no_key(string sql, bool isPlain = true)
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = await FilledAsync(engine);
        Func<Task<PartitionedRead>> open = () => engine.Source.ReadPartitionedAsync(new() { Sql = string.Format(null, sql, table), Count = 2 }, s_small, default).AsTask();
        if (isPlain)
        {
            await using PartitionedRead read = await open();
            read.Plan.Method.Should().Be("ranges of ctid");
            (await Parts.UnionAsync(read.Streams)).Should().HaveCount(10_000);
        }
        else
        {
            (await open.Should().ThrowAsync<QuarryException>()).WithMessage("*other than SELECT*key*").Which.Kind.Should().Be(ErrorKind.User);
        }

        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task What_is_no_table_names_the_key_as_the_way()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string view = $"material_{Guid.NewGuid():N}";
        await engine.Source.ExecuteAsync($"create materialized view {view} as select generate_series(1, 10) as id");
        foreach (PartitionedQuery query in (PartitionedQuery[])[new() { Sql = $"select * from {view}" }, new() { Table = new() { Name = view } }])
        {
            Func<Task> open = () => engine.Source.ReadPartitionedAsync(query, s_small, default).AsTask();
            (await open.Should().ThrowAsync<QuarryException>()).WithMessage("*materialized view*by a key*").Which.Kind.Should().Be(ErrorKind.User);
        }

        (await Parts.ReadAsync(engine.Source, new() { Sql = $"select * from {view}", Key = "id" })).Should().HaveCount(10);
    }

    [Fact]
    public async Task A_server_that_crashes_while_its_parts_are_read_leaves_no_row_in_the_target()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        await using EngineSource engine = EngineSource.Of(server);
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        QuarryException error = await InterruptAsync(engine, target, () => server.StopAsync("immediate"));
        error.Kind.Should().Be(ErrorKind.Transport);
        error.RowsCommitted.Should().Be(0);
        (await target.ExistsAsync()).Should().BeFalse();
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task A_part_whose_session_is_ended_is_the_cause_that_is_told()
    {
        string mark = $"part_{Guid.NewGuid():N}";
        await using var engine = new EngineSource($"{shared.Server.SocketTarget}&application_name={mark}");
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        QuarryException error = await InterruptAsync(engine, target, () => shared.Server.PsqlAsync(
            $"select pg_terminate_backend(pid, 60000) from pg_stat_activity where application_name = '{mark}' and state = 'active' limit 1"));
        (error.Kind, error.Code == 5924).Should().Be((ErrorKind.Transport, false), "it is not another part that is told");
        (await target.ExistsAsync()).Should().BeFalse();
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task A_target_that_fails_ends_all_parts()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        await target.ExecuteAsync("create table {t} (id int check (id <> 300), pad text)");
        await using (var rows = BatchSource.Of(await OpenAsync(engine)))
        {
            (await target.FailAsync<QuarryException>(new(), rows)).SqlState.Should().Be("23514");
        }

        (await target.CountAsync()).Should().Be(0L);
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task Cancellation_ends_the_parts_and_the_write()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using var target = new WriteTarget(WriteTarget.PostgreSql, shared.Server);
        using var cancel = new CancellationTokenSource();
        await using (var rows = BatchSource.Of(await OpenAsync(engine)))
        {
            var options = new WriteOptions { Mode = WriteMode.Create, Progress = progress => CancelAt(progress, cancel) };
            (await target.FailAsync<OperationCanceledException>(options, rows, cancel.Token)).CancellationToken.Should().Be(cancel.Token);
        }

        (await target.ExistsAsync()).Should().BeFalse();
        engine.Source.Pool.Used.Should().Be(0);
    }

    private static void CancelAt(WriteProgress progress, CancellationTokenSource cancel)
    {
        if (progress.Rows >= 1000)
        {
            cancel.Cancel();
        }
    }

    /// <summary>Writes parts that are longer than sockets hold, and interrupts once both have begun.</summary>
    private static async Task<QuarryException> InterruptAsync(EngineSource engine, WriteTarget target, Func<Task> interrupt)
    {
        Task? interruption = null;
        await using var rows = BatchSource.Of(await OpenAsync(engine));
        // The write waits until it has happened.
        var options = new WriteOptions { Mode = WriteMode.Create, Progress = progress => (interruption ??= progress.Rows >= 1000 ? interrupt() : null)?.GetAwaiter().GetResult() };
        return await target.FailAsync<QuarryException>(options, rows);
    }

    private static async Task<PartitionedRead> OpenAsync(EngineSource engine)
        => await engine.Source.ReadPartitionedAsync(
            new() { Sql = "select i as id, repeat('x', 1000) as pad from generate_series(1, 200000) i", Key = "id", Count = 2 }, s_small, default);

    private static async Task<string> FilledAsync(EngineSource engine)
    {
        string table = $"parts_{Guid.NewGuid():N}";
        await engine.Source.ExecuteAsync($"create table {table} (id int, pad text)");
        await engine.Source.ExecuteAsync($"insert into {table} select i, repeat('x', i % 100) from generate_series(1, 10000) i");
        return table;
    }
}
