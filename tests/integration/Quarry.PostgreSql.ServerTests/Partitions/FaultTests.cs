using Quarry.Contracts;
using Quarry.Engine;
using Quarry.PostgreSql.ServerTests.Engine;

namespace Quarry.PostgreSql.ServerTests.Partitions;

/// <summary>Whatever ends a read in parts: a typed error, and every session back.</summary>
public sealed class FaultTests(SharedServer shared) : IClassFixture<SharedServer>
{
    // More than sockets hold.
    private const string Endless = "select i as id, repeat('x', 1000) as pad from generate_series(1, 200000) i";

    private static readonly QueryOptions s_small = QueryOptions.Default with { Batch = new() { Rows = 100 } };

    [Fact]
    public async Task A_part_that_fails_ends_the_others_with_an_error_that_says_so()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        // Far enough for both parts to have begun, and in the second only.
        string sql = "select i as id, 1 / (i - 35000) as fails, repeat('x', 1000) as pad from generate_series(1, 40000) i";
        await using (PartitionedRead read = await engine.Source.ReadPartitionedAsync(new() { Sql = sql, Key = "id", Count = 2 }, s_small, default))
        {
            await using IAsyncEnumerator<ColumnBatch> first = read.Streams[0].GetAsyncEnumerator();
            (await first.MoveNextAsync()).Should().BeTrue();
            await using IAsyncEnumerator<ColumnBatch> second = read.Streams[1].GetAsyncEnumerator();
            Func<Task> fails = () => ToEndAsync(second);
            (await fails.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("22012");
            Func<Task> ends = () => ToEndAsync(first);
            (await ends.Should().ThrowAsync<QuarryException>()).WithMessage("*another one (from 20*division by zero*").Which.Code.Should().Be(5924);
        }

        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task Parts_go_on_without_the_exporter_and_none_can_begin()
    {
        string mark = $"exporter_{Guid.NewGuid():N}";
        await using var exporter = new EngineSource($"{shared.Server.SocketTarget}&application_name={mark}");
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using PartitionExport export = await exporter.Source.ExportPartitionsAsync(
            new() { Sql = "select i as id from generate_series(1, 100000) i", Key = "id", Count = 2 }, QueryOptions.Default, default);
        await using PartitionStream begun = await engine.Source.ReadPartitionAsync(export.Descriptors[0], QueryOptions.Default, default);
        await export.PingAsync();
        await shared.Server.PsqlAsync($"select pg_terminate_backend(pid, 60000) from pg_stat_activity where application_name = '{mark}'");
        Func<Task> ping = () => export.PingAsync().AsTask();
        (await ping.Should().ThrowAsync<QuarryException>()).Which.Kind.Should().Be(ErrorKind.Transport);
        (await Parts.RowsAsync(begun)).Should().HaveCount(50_000);
        Func<Task> late = () => engine.Source.ReadPartitionAsync(export.Descriptors[1], QueryOptions.Default, default).AsTask();
        (await late.Should().ThrowAsync<QuarryException>()).WithMessage("*snapshot*");
        await export.DisposeAsync();
        exporter.Source.Pool.Used.Should().Be(0);
        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task The_callers_cancellation_ends_all_parts()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        using var cancel = new CancellationTokenSource();
        await using (PartitionedRead read = await engine.Source.ReadPartitionedAsync(new() { Sql = Endless, Key = "id", Count = 2 }, s_small, cancel.Token))
        {
            IAsyncEnumerator<ColumnBatch>[] parts = [.. read.Streams.Take(read.Streams.Count - 1).Select(stream => stream.GetAsyncEnumerator())];
            foreach (IAsyncEnumerator<ColumnBatch> part in parts)
            {
                (await part.MoveNextAsync()).Should().BeTrue();
            }

            await cancel.CancelAsync();
            foreach (IAsyncEnumerator<ColumnBatch> part in parts)
            {
                Func<Task> rest = () => ToEndAsync(part);
                (await rest.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
            }
        }

        engine.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task A_read_that_is_disposed_early_gives_all_sessions_back()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        await using (PartitionedRead read = await OpenAsync(engine.Source))
        {
            engine.Source.Pool.Used.Should().Be(read.Streams.Count, "the one that held the snapshot is back");
            await using IAsyncEnumerator<ColumnBatch> first = read.Streams[0].GetAsyncEnumerator();
            (await first.MoveNextAsync()).Should().BeTrue();
        }

        engine.Source.Pool.Used.Should().Be(0);
        (await engine.ScalarAsync("select 1")).Should().Be(1);
    }

    [Fact]
    public async Task A_table_is_kept_from_being_truncated_or_rewritten_until_its_parts_were_read()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = $"locked_{Guid.NewGuid():N}";
        await engine.Source.ExecuteAsync($"create table {table} (id int)");
        await engine.Source.ExecuteAsync($"insert into {table} select generate_series(1, 1000)");
        await using PartitionExport export = await engine.Source.ExportPartitionsAsync(new() { Table = new() { Name = table }, Count = 2 }, QueryOptions.Default, default);
        await RefusedAsync();
        PartitionStream[] streams = [
            await engine.Source.ReadPartitionAsync(export.Descriptors[0], s_small, default),
            await engine.Source.ReadPartitionAsync(export.Descriptors[1], s_small, default)];
        await export.DisposeAsync();
        await RefusedAsync();
        (await Parts.UnionAsync(streams)).Should().HaveCount(1000);
        await engine.Source.ExecuteAsync($"truncate {table}");

        async Task RefusedAsync()
        {
            Func<Task> truncate = () => engine.Source.RunInTransactionAsync(
                async (transaction, token) => await transaction.ExecuteAsync($"truncate {table}", null, token), new() { LockTimeout = TimeSpan.FromMilliseconds(20) }, RetryOptions.Default, default).AsTask();
            (await truncate.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("55P03");
        }
    }

    private static async Task<PartitionedRead> OpenAsync(Source source)
        => await source.ReadPartitionedAsync(new() { Sql = Endless, Key = "id", Count = 2 }, s_small, default);

    private static async Task ToEndAsync(IAsyncEnumerator<ColumnBatch> batches)
    {
        while (await batches.MoveNextAsync())
        {
        }
    }
}
