using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class MemoryTests
{
    // Eight bytes each: a batch of them takes a block of 64 KiB.
    private const int Rows = 8192;

    [Fact]
    public async Task A_query_beyond_its_limit_is_told_so_and_the_next_has_its_own()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 3, Rows = Rows }];
        var options = new QueryOptions { MemoryLimitBytes = 8192 };
        (await fake.Awaiting(source => RowsAsync(source.Source.QueryAsync("select 1", null, options, default))).Should().ThrowAsync<QuarryException>())
            .Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.Resource && error.Message.Contains("QueryOptions.MemoryLimitBytes", StringComparison.Ordinal));
        (await RowsAsync(fake.Source.QueryAsync("select 1"))).Should().Be(3 * Rows);
    }

    [Fact]
    public async Task What_its_consumer_retains_counts_for_a_query()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 40, Rows = Rows }];
        var kept = new List<ColumnBatch>();
        Func<Task> read = async () =>
        {
            await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1", null, new QueryOptions { MemoryLimitBytes = 1 << 20 }, default))
            {
                kept.Add(batch.Retain());
            }
        };
        Task reading = read();
        await FakeSource.UntilAsync(() =>
        {
            if (kept.Count > 8)
            {
                // Those who wait for room wait for so long.
                fake.Clock.Advance(TimeSpan.FromSeconds(5));
            }

            return reading.IsCompleted;
        });
        await reading.Awaiting(task => task).Should().ThrowAsync<QuarryException>();
        kept.Should().HaveCountGreaterThan(8);
        fake.Source.Memory.RentedBlocks.Should().Be(kept.Count, "retained batches are what is left");
        kept.ForEach(batch => batch.Dispose());
        fake.Source.Memory.RentedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_source_beyond_its_limit_is_told_so()
    {
        await using var fake = new FakeSource(options: SourceOptions.Default with { MemoryLimitBytes = 8192 });
        fake.Driver.Script = _ => [new() { Batches = 3, Rows = Rows }];
        (await fake.Awaiting(source => RowsAsync(source.Source.QueryAsync("select 1"))).Should().ThrowAsync<QuarryException>())
            .Which.Message.Should().Contain("SourceOptions.MemoryLimitBytes");
    }

    [Fact]
    public async Task Where_memory_is_short_nothing_is_read_ahead_and_a_reader_waits_for_others()
    {
        const long Limit = 1 << 20;
        await using var fake = new FakeSource(options: SourceOptions.Default with { MemoryLimitBytes = Limit });
        fake.Driver.Script = _ => [new() { Batches = 4, Rows = Rows }];
        await using BatchStream stream = fake.Source.QueryAsync("select 1");
        IAsyncEnumerator<ColumnBatch> batches = stream.GetAsyncEnumerator();
        await batches.MoveNextAsync();
        using ColumnBatch first = batches.Current.Retain();
        await FakeSource.UntilAsync(() => fake.Session.BatchesRead == 2);
        ArenaAccount memory = fake.Source.Parts.Memory;
        var others = new List<MemoryBlock>();
        while (memory.Statistics.RentedBytes < Limit)
        {
            others.Add(memory.Rent(4096));
        }

        await batches.MoveNextAsync();
        using ColumnBatch second = batches.Current.Retain();
        fake.Session.BatchesRead.Should().Be(2, "there is no room to read ahead");
        ValueTask<bool> waits = batches.MoveNextAsync();
        waits.IsCompleted.Should().BeFalse();
        others.ForEach(other => other.Release());
        (await waits).Should().BeTrue("others gave some back");
    }

    [Fact]
    public async Task A_result_that_is_put_aside_frees_its_session_before_its_first_row_is_returned()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 5, Rows = Rows }];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("quarry-spill-");
        await using (BatchStream stream = fake.Source.QueryAsync("select 1", null, new QueryOptions { Spill = new() { Directory = folder.FullName } }, default))
        {
            long rows = 0;
            await foreach (ColumnBatch batch in stream)
            {
                fake.Source.Pool.Idle.Should().Be(1);
                batch.Columns[0].GetInt64(0).Should().Be(rows);
                rows += batch.Rows;
            }

            rows.Should().Be(5 * Rows);
        }

        folder.GetFiles().Should().BeEmpty();
        folder.Delete();
    }

    [Fact]
    public async Task Several_results_are_put_aside_one_after_the_other()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 2 }, new() { HasColumns = false, RowsAffected = 4 }, new() { Batches = 1 }];
        await using BatchStream stream = fake.Source.QueryAsync("select 1; select 2", null, new QueryOptions { Spill = new() }, default);
        var rows = new List<long>();
        do
        {
            (await stream.GetSchemaAsync()).Should().NotBeNull();
            rows.Add(await RowsAsync(stream.ReadResultAsync()));
        }
        while (await stream.NextResultAsync());
        rows.Should().Equal(6, 3);
        stream.RowsAffected.Should().Be(4);
        fake.Source.Pool.Idle.Should().Be(1);
    }

    [Fact]
    public async Task A_result_put_aside_that_is_not_wanted_any_more_is_dropped()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 5 }];
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1", null, new QueryOptions { Spill = new() }, default))
        {
            break;
        }

        fake.Session.Calls.Should().Equal("execute", "reset");
    }

    [Fact]
    public async Task An_error_of_a_result_that_is_put_aside_comes_after_its_rows_and_the_session_is_verified()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 5, OnRead = (batch, _) => batch == 2 ? throw new QuarryException(ErrorKind.Server, 1, "division by zero") : default }];
        long rows = 0;
        Func<Task> read = async () =>
        {
            await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1", null, new QueryOptions { Spill = new() }, default))
            {
                rows += batch.Rows;
            }
        };
        await read.Should().ThrowAsync<QuarryException>().WithMessage("division by zero");
        rows.Should().Be(6);
        fake.Session.Calls.Should().Equal("execute", "ping", "reset");
    }

    [Fact]
    public async Task Putting_aside_can_be_cancelled()
    {
        await using var fake = new FakeSource();
        using var cancel = new CancellationTokenSource();
        fake.Driver.Script = _ => [new() { Batches = 5, OnRead = async (batch, token) =>
        {
            if (batch == 2)
            {
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
            }
        } }];
        await fake.Awaiting(f => RowsAsync(f.Source.QueryAsync("select 1", null, new QueryOptions { Spill = new() }, cancel.Token))).Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<long> RowsAsync(IAsyncEnumerable<ColumnBatch> batches)
    {
        long rows = 0;
        await foreach (ColumnBatch batch in batches)
        {
            rows += batch.Rows;
        }

        return rows;
    }
}
