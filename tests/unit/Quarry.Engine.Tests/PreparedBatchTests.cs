using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class PreparedBatchTests
{
    private static readonly QuarryException s_stale = new(ErrorKind.Server, 1, "cached plan must not change result type.", FakeDriver.Stale, null);

    [Fact]
    public async Task What_runs_twice_in_a_batch_is_prepared_and_what_runs_once_is_not()
    {
        await using FakeSource fake = Create();
        IReadOnlyList<BatchStatement> sent = [];
        fake.Driver.OnBatch = statements =>
        {
            sent = statements;
            return Succeeded(statements);
        };
        await fake.Source.ExecuteBatchAsync([new("insert into t values (@a)", new { a = 1 }), new("delete from t where a = @a", new { a = 2 }), new("insert into t values (@a)", new { a = 3 })],
            BatchMode.Atomic, QueryOptions.Default, default);
        sent.Select(statement => statement.Prepared is not null).Should().Equal(true, false, true);
        sent[0].Prepared.Should().BeSameAs(sent[2].Prepared);
        sent.Select(statement => statement.Parameters.Single().Value).Should().Equal(1, 2, 3);

        await fake.Source.ExecuteAsync("insert into t values (@a)", new { a = 4 });
        fake.Session.Calls.Count(call => call == "prepare").Should().Be(1, "it is the session's");
    }

    [Fact]
    public async Task An_atomic_batch_with_a_stale_statement_runs_again_once()
    {
        await using FakeSource fake = Create();
        int runs = 0;
        fake.Driver.OnBatch = statements => ++runs == 1 ? Failed(statements, s_stale) : Succeeded(statements);
        (await fake.Source.ExecuteBatchAsync(Two, BatchMode.Atomic, QueryOptions.Default, default)).Succeeded.Should().BeTrue();
        fake.Session.Calls.Should().Equal("prepare", "batch Atomic 2", "unprepare", "prepare", "batch Atomic 2", "reset");

        fake.Driver.OnBatch = statements => Failed(statements, s_stale);
        (await fake.Source.ExecuteBatchAsync(Two, BatchMode.Atomic, QueryOptions.Default, default)).Results[0].Error.Should().BeSameAs(s_stale, "once is enough");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_others_have_run_a_stale_statement_is_that_statements_failure(bool within)
    {
        await using FakeSource fake = Create();
        fake.Driver.OnBatch = statements => Failed(statements, s_stale);
        if (within)
        {
            await using Transaction transaction = await fake.Source.BeginAsync();
            (await transaction.ExecuteBatchAsync(Two, QueryOptions.Default, default)).Succeeded.Should().BeFalse();
        }
        else
        {
            (await fake.Source.ExecuteBatchAsync(Two, BatchMode.ContinueOnError, QueryOptions.Default, default)).Succeeded.Should().BeFalse();
        }

        fake.Session.Calls.Count(call => call.StartsWith("batch", StringComparison.Ordinal)).Should().Be(1);
        fake.Session.Calls.Should().Contain("unprepare", "the cache is not poisoned");
    }

    [Fact]
    public async Task A_driver_that_answers_for_another_number_of_statements_is_at_fault()
    {
        await using FakeSource fake = Create();
        fake.Driver.OnBatch = _ => new([]);
        (await fake.Source.Awaiting(source => source.ExecuteBatchAsync(Two, BatchMode.Atomic, QueryOptions.Default, default).AsTask()).Should().ThrowAsync<QuarryException>())
            .Which.Kind.Should().Be(ErrorKind.Internal);
    }

    [Fact]
    public async Task One_by_one_a_driver_that_hangs_in_a_statement_holds_nobody_up()
    {
        await using FakeSource fake = Create();
        fake.Driver.Capabilities = fake.Driver.Capabilities with { Batches = Capability.NotOffered };
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reads = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.Driver.Script = _ =>
        [
            new()
            {
                Batches = 1,
                OnRead = (_, _) =>
                {
                    reads.TrySetResult();
                    return new(stuck.Task);
                },
            },
        ];
        using var cancel = new CancellationTokenSource();
        Task batch = fake.Source.ExecuteBatchAsync(Two, BatchMode.ContinueOnError, QueryOptions.Default, cancel.Token).AsTask();
        await reads.Task;
        await cancel.CancelAsync();
        await fake.PassTimeAsync(batch);
        await batch.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        FakeSession session = fake.Driver.Sessions.Single();
        session.ReadersOpen.Should().Be(1, "nobody touches what the driver still works in");
        stuck.SetResult();
        await FakeSource.UntilAsync(() => session.IsDisposed);
        session.ReadersOpen.Should().Be(0);
    }

    private static IReadOnlyList<BatchCommand> Two => BatchCommand.Repeat("insert into t values (@a)", [new { a = 1 }, new { a = 2 }]);

    private static ValueTask<IReadOnlyList<BatchResult>> Succeeded(IReadOnlyList<BatchStatement> statements)
        => new([.. statements.Select(_ => new BatchResult { Status = BatchStatus.Succeeded })]);

    private static ValueTask<IReadOnlyList<BatchResult>> Failed(IReadOnlyList<BatchStatement> statements, QuarryException error)
        => new([.. statements.Select((_, index) => index == 0 ? new BatchResult { Status = BatchStatus.Failed, Error = error } : new() { Status = BatchStatus.NotRun })]);

    private static FakeSource Create()
    {
        var fake = new FakeSource();
        fake.Driver.Max = 1;
        Capability yes = Capability.Yes("");
        fake.Driver.Capabilities = fake.Driver.Capabilities with { PreparedStatements = yes, Transactions = yes, Batches = yes };
        return fake;
    }
}
