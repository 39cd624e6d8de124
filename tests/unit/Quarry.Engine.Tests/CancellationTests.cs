using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class CancellationTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TheoryData<string> Stages => ["connect", "execute", "read", "second read", "next result"];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task A_cancelled_query_ends_with_the_callers_token(string stage)
    {
        await using var fake = new FakeSource();
        Block(fake, stage, honest: true);
        using var cancel = new CancellationTokenSource();
        Task query = RunAsync(fake.Source.QueryAsync("select 1; select 2", null, cancel.Token));
        await _blocked.Task;
        query.IsCompleted.Should().BeFalse();
        await cancel.CancelAsync();
        (await query.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
        fake.Driver.Sessions.Where(session => !session.Calls[^2..].SequenceEqual(["ping", "reset"])).Should().BeEmpty("what was cancelled is verified");
    }

    [Theory]
    [InlineData("execute")]
    [InlineData("read")]
    [InlineData("second read")]
    [InlineData("next result")]
    public async Task A_driver_that_ignores_the_cancellation_holds_nobody_up(string stage)
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = 1;
        TaskCompletionSource stuck = Block(fake, stage, honest: false);
        using var cancel = new CancellationTokenSource();
        Task query = RunAsync(fake.Source.QueryAsync("select 1; select 2", null, cancel.Token));
        await _blocked.Task;
        await cancel.CancelAsync();
        fake.Clock.Advance(s_patience - TimeSpan.FromMilliseconds(1));
        query.IsCompleted.Should().BeFalse("the driver has its time to obey");
        await fake.PassTimeAsync(query);
        await query.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();

        Unblock(fake);
        (await fake.Source.ExecuteAsync("select 1")).Should().Be(-1, "the slot is free although the driver still hangs");
        fake.Driver.Sessions.Where(session => session.IsDisposed).Should().BeEmpty("nobody touches a session in which the driver still works");
        stuck.SetResult();
        await FakeSource.UntilAsync(() => fake.Leases == 1);
        fake.Driver.Sessions.Count(session => session.IsDisposed).Should().Be(1, "it is closed when its call has ended");
    }

    [Fact]
    public async Task Explaining_leaves_a_session_alone_in_which_the_driver_still_prepares()
    {
        await using var fake = new FakeSource();
        fake.Driver.Max = 1;
        fake.Driver.Capabilities = fake.Driver.Capabilities with { PreparedStatements = Capability.Yes("") };
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.Driver.OnPrepare = _ =>
        {
            _blocked.TrySetResult();
            return new(stuck.Task);
        };
        using var cancel = new CancellationTokenSource();
        Task<Explanation> explanation = fake.Source.ExplainAsync("select 1", null, QueryOptions.Default, cancel.Token).AsTask();
        await _blocked.Task;
        await cancel.CancelAsync();
        await fake.PassTimeAsync(explanation);
        await explanation.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();

        FakeSession session = fake.Driver.Sessions.Single();
        session.Calls.Should().Equal("prepare", "cancel");
        fake.Driver.OnPrepare = _ => default;
        (await fake.Source.ExplainAsync("select 1", null, QueryOptions.Default, default)).IsChecked.Should().BeTrue("the slot is free");
        stuck.SetResult();
        await FakeSource.UntilAsync(() => session.IsDisposed);
        session.Calls.Should().EndWith(["unprepare", "dispose"], "what was prepared late is freed before its session closes");
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task A_timeout_is_an_error_of_resources_that_names_stage_and_setting(string stage)
    {
        await using var fake = new FakeSource();
        Block(fake, stage, honest: true);
        Task query = RunAsync(fake.Source.QueryAsync("select 1; select 2", null, new() { Timeout = TimeSpan.FromSeconds(2) }, default));
        await _blocked.Task;
        fake.Clock.Advance(TimeSpan.FromSeconds(1.9));
        query.IsCompleted.Should().BeFalse();
        // A read ahead may block before its consumer asks again, and the consumer's own time does not count.
        await fake.PassTimeAsync(query);
        QuarryException error = (await query.Awaiting(task => task).Should().ThrowAsync<QuarryException>()).Which;
        error.Kind.Should().Be(ErrorKind.Resource);
        error.Message.Should().Contain("timed out after 2 s").And.Contain(stage.Contains("re", StringComparison.Ordinal) ? "fetch" : stage).And.Contain("QueryOptions.Timeout");
    }

    [Theory]
    [InlineData("insert into t values (1)", true)]
    [InlineData("select 1", false)]
    public async Task A_timeout_that_the_driver_ignores_leaves_open_whether_a_statement_that_writes_was_committed(string sql, bool unknown)
    {
        await using var fake = new FakeSource();
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.Driver.OnExecute = _ =>
        {
            _blocked.TrySetResult();
            return new(stuck.Task);
        };
        Task query = fake.Source.ExecuteAsync(sql, null, new() { Timeout = TimeSpan.FromSeconds(2) }, default).AsTask();
        await _blocked.Task;
        await fake.PassTimeAsync(query);
        QuarryException error = (await query.Awaiting(task => task).Should().ThrowAsync<QuarryException>()).Which;
        (error.Kind, error.OutcomeUnknown).Should().Be((ErrorKind.Resource, unknown));
        stuck.SetResult();
    }

    [Fact]
    public async Task A_driver_that_hangs_while_it_cleans_up_is_told_as_an_error_of_the_way_to_the_server()
    {
        await using var fake = new FakeSource();
        fake.Driver.Capabilities = fake.Driver.Capabilities with { PreparedStatements = Capability.Yes("") };
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fake.Driver.OnUnprepare = () => new(stuck.Task);
        await fake.Source.ExecuteAsync("create table t (a integer)");
        Task query = fake.Source.ExecuteAsync("select @a", new { a = 1 }).AsTask();
        await fake.PassTimeAsync(query);
        (await query.Awaiting(task => task).Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(5410);
        stuck.SetResult();
    }

    [Fact]
    public async Task The_consumers_own_time_does_not_count()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 5 }];
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1", null, new() { Timeout = TimeSpan.FromSeconds(1) }, default))
        {
            fake.Clock.Advance(TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public async Task The_time_of_all_waits_adds_up()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new()
        {
            Batches = 5,
            OnRead = (_, token) => new(Task.Delay(TimeSpan.FromSeconds(1), fake.Clock, token)),
        }];
        Task query = RunAsync(fake.Source.QueryAsync("select 1", null, new() { Timeout = TimeSpan.FromSeconds(2.5) }, default));
        await fake.PassTimeAsync(query);
        await query.Awaiting(task => task).Should().ThrowAsync<QuarryException>().WithMessage("*timed out*");
    }

    [Fact]
    public async Task A_token_that_is_cancelled_before_opens_nothing()
    {
        await using var fake = new FakeSource();
        await fake.Source.Awaiting(source => source.ExecuteAsync("select 1", null, new CancellationToken(true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        fake.Driver.Sessions.Should().BeEmpty();
    }

    [Fact]
    public async Task The_token_of_the_enumeration_counts_as_well()
    {
        await using var fake = new FakeSource();
        using var cancel = new CancellationTokenSource();
        fake.Driver.Script = _ => [new() { Batches = 5 }];
        int seen = 0;
        Func<Task> reading = async () =>
        {
            await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1").WithCancellation(cancel.Token))
            {
                seen++;
                await cancel.CancelAsync();
            }
        };
        (await reading.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
        seen.Should().Be(1, "a batch that was read ahead is not handed out after the cancellation");
    }

    [Fact]
    public async Task A_servers_error_for_the_cancelled_statement_is_the_cancellation()
    {
        await using var fake = new FakeSource();
        using var cancel = new CancellationTokenSource();
        fake.Driver.OnExecute = token =>
        {
            cancel.Cancel();
            throw new QuarryException(ErrorKind.Server, 1, "canceling statement", "57014", null);
        };
        await fake.Source.Awaiting(source => source.ExecuteAsync("select 1", null, cancel.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_the_drivers_fault()
    {
        await using var fake = new FakeSource();
        fake.Driver.OnExecute = _ => throw new OperationCanceledException();
        (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>()).Which.Kind.Should().Be(ErrorKind.Internal);
    }

    [Fact]
    public async Task A_callback_of_the_driver_that_throws_does_not_reach_who_cancels()
    {
        await using var fake = new FakeSource();
        using var cancel = new CancellationTokenSource();
        fake.Driver.OnExecute = async token =>
        {
            await using CancellationTokenRegistration registration = token.Register(() => throw new InvalidOperationException("bad callback"));
            await Task.Delay(Timeout.Infinite, token);
        };
        Task query = fake.Source.ExecuteAsync("select 1", null, cancel.Token).AsTask();
        await cancel.Awaiting(source => source.CancelAsync()).Should().NotThrowAsync();
        await query.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Disposing_the_source_ends_a_running_query()
    {
        await using var fake = new FakeSource();
        Block(fake, "read", honest: true);
        Task query = RunAsync(fake.Source.QueryAsync("select 1; select 2"));
        await _blocked.Task;
        await fake.Source.DisposeAsync();
        await query.Awaiting(task => task).Should().ThrowAsync<ObjectDisposedException>().WithMessage("*test*closed*");
        fake.Source.Invoking(closed => closed.QueryAsync("select 1")).Should().Throw<ObjectDisposedException>();
    }

    private TaskCompletionSource Block(FakeSource fake, string stage, bool honest)
    {
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async ValueTask WaitAsync(CancellationToken token)
        {
            _blocked.TrySetResult();
            await (honest ? stuck.Task.WaitAsync(token) : stuck.Task);
        }

        fake.Driver.OnOpen = (_, token) => stage == "connect" ? WaitAsync(token) : default;
        fake.Driver.OnExecute = token => stage == "execute" ? WaitAsync(token) : default;
        int at = stage switch { "read" => 0, "second read" => 1, _ => 99 };
        fake.Driver.Script = _ =>
        [
            new() { Batches = 2, OnRead = (batch, token) => batch == at ? WaitAsync(token) : default },
            new() { Batches = stage == "next result" ? 1 : 0, OnRead = (_, token) => stage == "next result" ? WaitAsync(token) : default },
        ];
        return stuck;
    }

    private static void Unblock(FakeSource fake)
    {
        fake.Driver.OnOpen = (_, _) => default;
        fake.Driver.OnExecute = _ => default;
        fake.Driver.Script = _ => [new() { Batches = 1 }];
    }

    private static async Task RunAsync(BatchStream stream)
    {
        await using (stream)
        {
            do
            {
                await foreach (ColumnBatch batch in stream.ReadResultAsync())
                {
                }
            }
            while (await stream.NextResultAsync());
        }
    }
}
