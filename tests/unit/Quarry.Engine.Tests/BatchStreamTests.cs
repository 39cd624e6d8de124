using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class BatchStreamTests
{
    private static readonly long[] s_nine = [0, 1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public async Task All_rows_come_in_order()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 3 }];
        (await RowsAsync(fake.Source.QueryAsync("select 1"))).Should().Equal(s_nine);
    }

    [Fact]
    public async Task Nothing_happens_before_the_stream_is_asked()
    {
        await using var fake = new FakeSource();
        await using BatchStream stream = fake.Source.QueryAsync("select 1");
        fake.Driver.Sessions.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_paused_consumer_has_one_batch_and_one_is_read_ahead(int taken)
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 100 }];
        await using BatchStream stream = fake.Source.QueryAsync("select 1");
        await using IAsyncEnumerator<ColumnBatch> batches = stream.GetAsyncEnumerator();
        for (int i = 0; i < taken; i++)
        {
            (await batches.MoveNextAsync()).Should().BeTrue();
        }

        fake.Session.BatchesRead.Should().Be(taken + 1);
        fake.Arena.Statistics.RentedBlocks.Should().BeLessThanOrEqualTo(2, "one column each of the batch in hand and the batch ahead");
    }

    [Fact]
    public async Task The_next_batch_is_read_while_the_consumer_works()
    {
        await using var fake = new FakeSource();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource();
        fake.Driver.Script = _ => [new()
        {
            Batches = 2,
            OnRead = async (batch, _) =>
            {
                if (batch == 1)
                {
                    second.SetResult();
                    await gate.Task;
                }
            },
        }];
        await using BatchStream stream = fake.Source.QueryAsync("select 1");
        await using IAsyncEnumerator<ColumnBatch> batches = stream.GetAsyncEnumerator();
        (await batches.MoveNextAsync()).Should().BeTrue("the first batch does not wait for the second");
        second.Task.IsCompleted.Should().BeTrue("the second is under way while the first is in hand");
        gate.SetResult();
        (await batches.MoveNextAsync()).Should().BeTrue();
        batches.Current[0].Values<long>().ToArray().Should().Equal(3, 4, 5);
    }

    [Fact]
    public async Task A_batch_ends_at_the_next_move_and_a_retained_one_does_not()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 2 }];
        ColumnBatch? first = null;
        ColumnBatch? kept = null;
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1"))
        {
            first ??= batch;
            kept ??= batch.Retain();
            if (first != batch)
            {
                first.Invoking(ended => ended[0]).Should().Throw<ObjectDisposedException>();
            }
        }

        kept![0].Values<long>().ToArray().Should().Equal(0, 1, 2);
        kept.Dispose();
    }

    [Fact]
    public async Task A_retained_batch_outlives_session_lease_and_source()
    {
        var fake = new FakeSource();
        ColumnBatch? kept = null;
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1"))
        {
            kept = batch.Retain();
        }

        await fake.Source.DisposeAsync();
        fake.Leases.Should().Be(0);
        kept![0].Values<long>().ToArray().Should().Equal(0, 1, 2);
        kept.Dispose();
        await fake.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task An_error_comes_after_the_batches_before_it(int good)
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 9, OnRead = (batch, _) => batch == good ? throw new QuarryException(ErrorKind.Server, 7, "disk full") : default }];
        int seen = 0;
        Func<Task> reading = async () =>
        {
            await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1"))
            {
                batch[0].Values<long>()[0].Should().Be(3 * seen++);
            }
        };
        (await reading.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Be("disk full");
        seen.Should().Be(good);
        fake.Session.Calls.Should().Equal("execute", "ping", "reset");
    }

    [Fact]
    public async Task An_early_end_cancels_the_read_ahead_and_verifies_the_session()
    {
        await using var fake = new FakeSource();
        bool cancelled = false;
        fake.Driver.Script = _ => [new()
        {
            Batches = 9,
            OnRead = async (batch, token) =>
            {
                if (batch == 1)
                {
                    try
                    {
                        await Task.Delay(Timeout.Infinite, token);
                    }
                    finally
                    {
                        cancelled = token.IsCancellationRequested;
                    }
                }
            },
        }];
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1"))
        {
            break;
        }

        cancelled.Should().BeTrue();
        fake.Session.Calls.Should().Equal("execute", "ping", "reset");
    }

    [Fact]
    public async Task A_batch_read_ahead_is_given_back_when_the_consumer_stops()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 9 }];
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1"))
        {
            break;
        }

        fake.Arena.Statistics.RentedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_stream_is_enumerated_once()
    {
        await using var fake = new FakeSource();
        await using BatchStream stream = fake.Source.QueryAsync("select 1");
        await RowsAsync(stream);
        stream.Invoking(again => again.GetAsyncEnumerator()).Should().Throw<InvalidOperationException>().WithMessage("*once*");
        stream.Invoking(again => again.ReadResultAsync()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public async Task Two_calls_at_a_time_are_refused()
    {
        await using var fake = new FakeSource();
        var gate = new TaskCompletionSource();
        fake.Driver.OnExecute = _ => new(gate.Task);
        await using BatchStream stream = fake.Source.QueryAsync("select 1");
        ValueTask<Schema?> first = stream.GetSchemaAsync();
        await stream.Awaiting(busy => busy.NextResultAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*Await each call*");
        gate.SetResult();
        (await first).Should().NotBeNull();
    }

    [Fact]
    public async Task Disposal_from_another_thread_ends_a_running_read()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { OnRead = (_, token) => new(Task.Delay(Timeout.Infinite, token)) }];
        BatchStream stream = fake.Source.QueryAsync("select 1");
        IAsyncEnumerator<ColumnBatch> batches = stream.GetAsyncEnumerator();
        Task<bool> reading = batches.MoveNextAsync().AsTask();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => stream.DisposeAsync().AsTask()));
        await reading.Awaiting(task => task).Should().ThrowAsync<ObjectDisposedException>();
        await batches.Awaiting(ended => ended.MoveNextAsync().AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_statement_without_columns_yields_no_batch_and_its_rows()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { HasColumns = false, RowsAffected = 42 }];
        await using BatchStream stream = fake.Source.QueryAsync("delete from t");
        (await stream.GetSchemaAsync()).Should().BeNull();
        (await RowsAsync(stream)).Should().BeEmpty();
        stream.RowsAffected.Should().Be(42);
        fake.Session.Calls.Should().Equal("execute", "reset");
    }

    [Fact]
    public async Task Several_results_are_read_one_after_the_other()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ =>
        [
            new() { HasColumns = false, RowsAffected = 2 }, new() { Batches = 2 }, new() { HasColumns = false, RowsAffected = 3 },
            new() { Batches = 0 }, new() { Batches = 5 }, new() { Batches = 1, Rows = 1 },
        ];
        await using BatchStream stream = fake.Source.QueryAsync("select 1; select 2");
        var counts = new List<int>();
        do
        {
            (await stream.GetSchemaAsync()).Should().NotBeNull();
            int rows = 0;
            await foreach (ColumnBatch batch in stream.ReadResultAsync())
            {
                rows += batch.Rows;
                if (counts.Count == 2)
                {
                    break;
                }
            }

            counts.Add(rows);
        }
        while (await stream.NextResultAsync());
        counts.Should().Equal(6, 0, 3, 1);
        stream.RowsAffected.Should().Be(5);
        (await stream.NextResultAsync()).Should().BeFalse();
        fake.Session.Calls.Should().Equal(["execute", "reset"], "the session went back with the last result");
    }

    [Fact]
    public async Task A_plain_enumeration_refuses_to_drop_a_second_result()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 1 }, new() { HasColumns = false, RowsAffected = 1 }, new() { Batches = 1 }];
        await fake.Awaiting(source => RowsAsync(source.Source.QueryAsync("select 1; select 2"))).Should()
            .ThrowAsync<QuarryException>().WithMessage("*NextResultAsync*");
    }

    [Fact]
    public async Task Execute_runs_all_statements_and_sums_their_rows()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { HasColumns = false, RowsAffected = 2 }, new() { Batches = 2, RowsAffected = 6 }, new() { HasColumns = false }];
        (await fake.Source.ExecuteAsync("insert; insert returning; create")).Should().Be(8);
        fake.Session.BatchesRead.Should().Be(2, "a statement that returns rows runs to its end");
        fake.Driver.Script = _ => [new() { HasColumns = false }];
        (await fake.Source.ExecuteAsync("create table t (a)")).Should().Be(-1);
    }

    [Fact]
    public async Task The_budget_of_memory_is_an_error_that_names_the_setting()
    {
        using var small = new Quarry.Columnar.Arena(new() { BudgetBytes = 8192 });
        await using var fake = new FakeSource(change: services => new() { Drivers = services.Drivers, Memory = small, Clock = services.Clock });
        fake.Driver.Script = _ => [new() { Batches = 3, Rows = 5000 }];
        (await fake.Awaiting(source => RowsAsync(source.Source.QueryAsync("select 1"))).Should().ThrowAsync<QuarryException>())
            .Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.Resource && error.Message.Contains("MemoryBudgetBytes", StringComparison.Ordinal));
        small.Statistics.RentedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task The_configured_enumeration_compiles_and_ends_the_query()
    {
        await using var fake = new FakeSource();
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1").ConfigureAwait(false))
        {
            batch.Rows.Should().Be(3);
        }

        fake.Session.Calls.Should().Equal("execute", "reset");
    }

    [Fact]
    public async Task Options_in_the_place_of_parameters_are_told_so()
    {
        await using var fake = new FakeSource();
        fake.Source.Invoking(source => source.QueryAsync("select 1", new QueryOptions())).Should().Throw<ArgumentException>().WithMessage("*Pass null as parameters*");
        fake.Source.Invoking(source => source.QueryAsync("select 1", CancellationToken.None)).Should().Throw<ArgumentException>();
        fake.Source.Invoking(source => source.QueryAsync("select 1", null, new() { Batch = new() { Rows = 0 } }, default)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static async Task<List<long>> RowsAsync(BatchStream stream)
    {
        var rows = new List<long>();
        await foreach (ColumnBatch batch in stream)
        {
            rows.AddRange(batch[0].Values<long>());
        }

        return rows;
    }
}
