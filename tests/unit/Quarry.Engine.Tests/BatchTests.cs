using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class BatchTests
{
    private static readonly Capability s_yes = Capability.Yes("");
    private static readonly QueryOptions s_options = QueryOptions.Default;
    private static readonly QueryOptions s_twoSeconds = new() { Timeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task A_driver_that_can_gets_all_statements_at_once()
    {
        await using FakeSource fake = Create(batches: true);
        BatchOutcome outcome = await fake.Source.ExecuteBatchAsync(BatchCommand.Repeat("insert into t values (@a)", [new { a = 1 }, new { a = 2 }]), BatchMode.ContinueOnError, s_options, default);
        outcome.IsPipelined.Should().BeTrue();
        outcome.Succeeded.Should().BeTrue();
        outcome.Results.Select(result => result.RowsAffected).Should().Equal(1, 1);
        fake.Session.Calls.Should().Equal("batch ContinueOnError 2", "reset");
    }

    [Fact]
    public async Task Within_a_transaction_a_batch_runs_on_its_session()
    {
        await using FakeSource fake = Create(batches: true);
        await using Transaction transaction = await fake.Source.BeginAsync();
        (await transaction.ExecuteBatchAsync([new("insert into t values (1)")], s_options, default)).Succeeded.Should().BeTrue();
        await transaction.CommitAsync();
        fake.Session.Calls.Should().Equal("begin", "batch Atomic 1", "commit", "reset");
    }

    [Fact]
    public async Task One_by_one_an_atomic_batch_is_a_transaction_that_the_first_failure_ends()
    {
        await using FakeSource fake = Create(batches: false);
        FailAt(fake, 2);
        BatchOutcome outcome = await fake.Source.ExecuteBatchAsync(Three, BatchMode.Atomic, s_options, default);
        outcome.IsPipelined.Should().BeFalse();
        outcome.Results.Select(result => result.Status).Should().Equal(BatchStatus.RolledBack, BatchStatus.Failed, BatchStatus.NotRun);
        outcome.Invoking(o => o.ThrowIfFailed()).Should().Throw<QuarryException>().WithMessage("failed");
        fake.Session.Calls.Should().Equal("begin", "execute", "execute", "rollback", "reset");
    }

    [Fact]
    public async Task One_by_one_a_batch_that_succeeds_is_committed()
    {
        await using FakeSource fake = Create(batches: false);
        (await fake.Source.ExecuteBatchAsync(Three, BatchMode.Atomic, s_options, default)).ThrowIfFailed().Succeeded.Should().BeTrue();
        fake.Session.Calls.Should().Equal("begin", "execute", "execute", "execute", "commit", "reset");
    }

    [Fact]
    public async Task One_by_one_those_after_a_failure_run_where_each_stands_alone()
    {
        await using FakeSource fake = Create(batches: false);
        FailAt(fake, 2);
        BatchOutcome outcome = await fake.Source.ExecuteBatchAsync(Three, BatchMode.ContinueOnError, s_options, default);
        outcome.Results.Select(result => result.Status).Should().Equal(BatchStatus.Succeeded, BatchStatus.Failed, BatchStatus.Succeeded);
        fake.Session.Calls.Should().Equal("execute", "execute", "execute", "reset");
    }

    [Fact]
    public async Task One_by_one_within_a_transaction_a_failure_goes_back_to_where_the_batch_began()
    {
        await using FakeSource fake = Create(batches: false);
        FailAt(fake, 2);
        await using Transaction transaction = await fake.Source.BeginAsync();
        (await transaction.ExecuteBatchAsync(Three, s_options, default)).Results[2].Status.Should().Be(BatchStatus.NotRun);
        transaction.IsOpen.Should().BeTrue();
        fake.Session.Calls.Should().Equal("begin", "save quarry_batch", "execute", "execute", "rollback to quarry_batch", "release quarry_batch");
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_batch_that_the_driver_does_not_end_may_have_been_committed_unless_it_ran_within_a_transaction(bool within, bool unknown)
    {
        await using FakeSource fake = Create(batches: true);
        var entered = new TaskCompletionSource();
        var ends = new TaskCompletionSource();
        fake.Driver.OnBatch = async _ =>
        {
            entered.SetResult();
            await ends.Task;
            return [];
        };
        await using Transaction? transaction = within ? await fake.Source.BeginAsync() : null;
        Task batch = transaction is null
            ? fake.Source.ExecuteBatchAsync(Three, BatchMode.Atomic, s_twoSeconds, default).AsTask()
            : transaction.ExecuteBatchAsync(Three, s_twoSeconds, default).AsTask();
        await entered.Task;
        await fake.PassTimeAsync(batch);
        (await batch.Awaiting(task => task).Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.Resource && error.OutcomeUnknown == unknown);
        ends.SetResult();
    }

    [Fact]
    public async Task One_by_one_a_commit_that_the_driver_does_not_end_is_told_as_that_of_a_transaction()
    {
        await using FakeSource fake = Create(batches: false);
        var entered = new TaskCompletionSource();
        var ends = new TaskCompletionSource();
        fake.Driver.OnCommit = _ =>
        {
            entered.SetResult();
            return new(ends.Task);
        };
        Task batch = fake.Source.ExecuteBatchAsync(Three, BatchMode.Atomic, s_twoSeconds, default).AsTask();
        await entered.Task;
        await fake.PassTimeAsync(batch);
        (await batch.Awaiting(task => task).Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.OutcomeUnknown && error.Code == 5601);
        ends.SetResult();
    }

    [Fact]
    public async Task A_lost_connection_is_thrown_and_no_result()
    {
        await using FakeSource fake = Create(batches: false);
        fake.Driver.OnExecute = _ => throw new QuarryException(ErrorKind.Transport, 1, "lost");
        await fake.Awaiting(f => f.Source.ExecuteBatchAsync(Three, BatchMode.ContinueOnError, s_options, default).AsTask()).Should().ThrowAsync<QuarryException>().WithMessage("lost");
    }

    [Fact]
    public async Task A_command_of_several_statements_is_refused_by_its_number()
    {
        await using FakeSource fake = Create(batches: true);
        (await fake.Awaiting(f => f.Source.ExecuteBatchAsync([new("select 1"), new("select 2; select 3")], BatchMode.Atomic, s_options, default).AsTask()).Should().ThrowAsync<QuarryException>())
            .Which.Message.Should().StartWith("Command 2 of the batch holds 2 statements");
        fake.Session.Calls.Should().NotContain(call => call.StartsWith("batch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_batch_opens_nothing()
    {
        await using FakeSource fake = Create(batches: true);
        (await fake.Source.ExecuteBatchAsync([], BatchMode.Atomic, s_options, default)).Results.Should().BeEmpty();
        fake.Driver.Sessions.Should().BeEmpty();
    }

    [Theory]
    [InlineData(nameof(DriverCapabilities.Transactions))]
    [InlineData(nameof(DriverCapabilities.Savepoints))]
    public async Task An_atomic_batch_that_the_database_cannot_undo_is_refused(string capability)
    {
        await using FakeSource fake = Create(batches: false);
        bool within = capability == nameof(DriverCapabilities.Savepoints);
        fake.Driver.Capabilities = within ? fake.Driver.Capabilities with { Savepoints = Capability.No("", "") } : fake.Driver.Capabilities with { Transactions = Capability.No("", "") };
        await using Transaction? transaction = within ? await fake.Source.BeginAsync() : null;
        Func<Task> run = transaction is null
            ? () => fake.Source.ExecuteBatchAsync(Three, BatchMode.Atomic, s_options, default).AsTask()
            : () => transaction.ExecuteBatchAsync(Three, s_options, default).AsTask();
        (await run.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain(capability);
    }

    private static IReadOnlyList<BatchCommand> Three => [new("insert into t values (1)"), new("insert into t values (2)"), new("insert into t values (3)")];

    private static void FailAt(FakeSource fake, int statement)
    {
        int count = 0;
        fake.Driver.OnExecute = _ => ++count == statement ? throw new QuarryException(ErrorKind.Server, 1, "failed") : default;
    }

    private static FakeSource Create(bool batches)
    {
        var fake = new FakeSource();
        fake.Driver.Capabilities = fake.Driver.Capabilities with { Transactions = s_yes, Savepoints = s_yes, Batches = batches ? s_yes : Capability.No("", "") };
        return fake;
    }
}
