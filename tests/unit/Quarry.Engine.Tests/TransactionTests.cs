using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class TransactionTests
{
    private static readonly Capability s_yes = Capability.Yes("");

    [Fact]
    public async Task Statements_of_a_transaction_run_on_one_session_that_comes_back_after_the_commit()
    {
        await using FakeSource fake = Create();
        await using (Transaction transaction = await fake.Source.BeginAsync())
        {
            await transaction.ExecuteAsync("insert into t values (1)");
            await foreach (ColumnBatch batch in transaction.QueryAsync("select 1"))
            {
                batch.Rows.Should().BePositive();
            }

            transaction.IsOpen.Should().BeTrue();
            await transaction.CommitAsync();
            transaction.IsOpen.Should().BeFalse();
        }

        await fake.Source.ExecuteAsync("select 1");
        fake.Session.Calls.Should().Equal("begin", "execute", "execute", "commit", "reset", "execute", "reset");
    }

    [Fact]
    public async Task A_transaction_that_is_disposed_without_a_commit_is_rolled_back_with_its_open_stream()
    {
        await using FakeSource fake = Create();
        fake.Driver.Script = _ => [new() { Batches = 5 }];
        await using (Transaction transaction = await fake.Source.BeginAsync())
        {
            IAsyncEnumerator<ColumnBatch> open = transaction.QueryAsync("select 1").GetAsyncEnumerator();
            await open.MoveNextAsync();
            await transaction.Awaiting(t => t.CommitAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*stream*still open*");
            await transaction.Awaiting(t => t.ExecuteAsync("select 2").AsTask()).Should().ThrowAsync<InvalidOperationException>().WithMessage("*open stream*");
        }

        fake.Session.Calls.Should().Contain("rollback").And.NotContain("commit");
    }

    [Fact]
    public async Task After_the_end_a_transaction_refuses()
    {
        await using FakeSource fake = Create();
        await using Transaction transaction = await fake.Source.BeginAsync();
        await transaction.RollbackAsync();
        foreach (Func<Task> call in (Func<Task>[])[() => transaction.CommitAsync().AsTask(), () => transaction.RollbackAsync().AsTask(), () => transaction.SaveAsync("a").AsTask(), () => transaction.ExecuteAsync("select 1").AsTask()])
        {
            await call.Should().ThrowAsync<InvalidOperationException>().WithMessage("*has ended*");
        }

        fake.Session.Calls.Should().Equal("begin", "rollback", "reset");
    }

    [Fact]
    public async Task Savepoints_reach_the_session()
    {
        await using FakeSource fake = Create();
        await using Transaction transaction = await fake.Source.BeginAsync();
        await transaction.SaveAsync("a");
        await transaction.RollbackToAsync("a");
        await transaction.ReleaseAsync("a");
        fake.Session.Calls.Should().Equal("begin", "save a", "rollback to a", "release a");
    }

    [Theory]
    [InlineData(nameof(DriverCapabilities.Transactions))]
    [InlineData(nameof(DriverCapabilities.ReadOnlyTransactions))]
    [InlineData(nameof(DriverCapabilities.DeferrableTransactions))]
    [InlineData(nameof(DriverCapabilities.LockTimeout))]
    public async Task What_the_server_does_not_offer_is_refused_before_anything_is_sent(string capability)
    {
        await using FakeSource fake = Create();
        fake.Driver.Capabilities = capability switch
        {
            nameof(DriverCapabilities.Transactions) => fake.Driver.Capabilities with { Transactions = Capability.No("not at all", "") },
            nameof(DriverCapabilities.ReadOnlyTransactions) => fake.Driver.Capabilities with { ReadOnlyTransactions = Capability.No("not at all", "") },
            nameof(DriverCapabilities.DeferrableTransactions) => fake.Driver.Capabilities with { DeferrableTransactions = Capability.No("not at all", "") },
            _ => fake.Driver.Capabilities with { LockTimeout = Capability.No("not at all", "") },
        };
        var options = new TransactionOptions { ReadOnly = true, Deferrable = true, LockTimeout = TimeSpan.FromSeconds(1) };
        (await fake.Awaiting(f => f.Source.BeginAsync(options, default).AsTask()).Should().ThrowAsync<QuarryException>())
            .Which.Message.Should().Contain(capability).And.Contain("not at all");
        fake.Session.Calls.Should().NotContain("begin");
    }

    [Fact]
    public async Task Savepoints_that_the_server_does_not_offer_are_refused()
    {
        await using FakeSource fake = Create();
        fake.Driver.Capabilities = fake.Driver.Capabilities with { Savepoints = Capability.No("not at all", "") };
        await using Transaction transaction = await fake.Source.BeginAsync();
        (await transaction.Awaiting(t => t.SaveAsync("a").AsTask()).Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("Savepoints");
        fake.Session.Calls.Should().Equal("begin");
    }

    [Fact]
    public async Task A_commit_that_the_driver_does_not_end_leaves_open_what_happened_and_the_session_is_given_up()
    {
        await using FakeSource fake = Create(patience: TimeSpan.FromSeconds(1));
        var ends = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        fake.Driver.OnCommit = _ =>
        {
            entered.SetResult();
            return new(ends.Task);
        };
        await using Transaction transaction = await fake.Source.BeginAsync();
        using var cancel = new CancellationTokenSource();
        Task commit = transaction.CommitAsync(cancel.Token).AsTask();
        await entered.Task;
        await cancel.CancelAsync();
        await fake.PassTimeAsync(commit);
        (await commit.Awaiting(c => c).Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.OutcomeUnknown && error.Code == 5601);
        ends.SetResult();
    }

    [Fact]
    public async Task A_commit_that_is_cancelled_before_it_was_sent_is_a_cancellation()
    {
        await using FakeSource fake = Create();
        await using Transaction transaction = await fake.Source.BeginAsync();
        await transaction.Awaiting(t => t.CommitAsync(new CancellationToken(true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        transaction.IsOpen.Should().BeFalse();
        fake.Session.Calls.Should().NotContain("commit");
    }

    [Theory]
    [InlineData("40001", true)]
    [InlineData("40P01", true)]
    [InlineData("23505", false)]
    [InlineData("08006", false)]
    [InlineData(null, false)]
    public async Task Only_a_serialization_failure_or_a_deadlock_is_tried_again(string? state, bool again)
    {
        await using FakeSource fake = Create();
        int attempts = 0;
        Func<Task> run = () => RunAsync(fake, () => ++attempts < 3 ? throw new QuarryException(ErrorKind.Server, 1, "refused", state, null) : 7);
        if (again)
        {
            await run.Should().NotThrowAsync();
            attempts.Should().Be(3);
            fake.Session.Calls.Where(call => call is "begin" or "rollback" or "commit").Should().Equal("begin", "rollback", "begin", "rollback", "begin", "commit");
        }
        else
        {
            await run.Should().ThrowAsync<QuarryException>();
            attempts.Should().Be(1);
        }
    }

    [Fact]
    public async Task What_may_have_been_committed_is_never_tried_again()
    {
        await using FakeSource fake = Create();
        fake.Driver.OnCommit = _ => throw new QuarryException(ErrorKind.Transport, 1, "reset", "40001", null) { OutcomeUnknown = true };
        int attempts = 0;
        (await fake.Awaiting(f => RunAsync(f, () => ++attempts)).Should().ThrowAsync<QuarryException>()).Which.OutcomeUnknown.Should().BeTrue();
        attempts.Should().Be(1);
    }

    [Fact]
    public async Task Attempts_are_bounded_and_what_the_work_throws_rolls_back()
    {
        await using FakeSource fake = Create();
        int attempts = 0;
        await fake.Awaiting(f => RunAsync(f, () => throw new QuarryException(ErrorKind.Server, ++attempts, "deadlock", "40P01", null))).Should().ThrowAsync<QuarryException>();
        attempts.Should().Be(5);
        await fake.Awaiting(f => RunAsync(f, () => throw new FormatException("the application's own"))).Should().ThrowAsync<FormatException>();
        fake.Session.Calls.Should().NotContain("commit");
    }

    private static Task<int> RunAsync(FakeSource fake, Func<int> work) => fake.Source.RunInTransactionAsync(
        (_, _) => ValueTask.FromResult(work()), TransactionOptions.Default, RetryOptions.Default with { FirstDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero }, CancellationToken.None).AsTask();

    private static FakeSource Create(TimeSpan? patience = null)
    {
        var fake = new FakeSource(change: services => new() { Drivers = services.Drivers, Memory = services.Memory, Clock = services.Clock, DriverPatience = patience ?? services.DriverPatience });
        fake.Driver.Capabilities = fake.Driver.Capabilities with
        {
            Transactions = s_yes,
            Savepoints = s_yes,
            ReadOnlyTransactions = s_yes,
            DeferrableTransactions = s_yes,
            LockTimeout = s_yes,
        };
        return fake;
    }
}
