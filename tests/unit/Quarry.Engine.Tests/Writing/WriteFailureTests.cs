using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests.Writing;

public sealed class WriteFailureTests
{
    private static readonly WriteOptions s_perBatch = new() { Commit = WriteCommit.PerBatch };

    [Fact]
    public async Task A_failed_replace_is_rolled_back_and_keeps_its_error()
    {
        await using var target = new FakeTarget("n");
        target.Fake.Driver.OnWrite = Failing(new QuarryException(ErrorKind.Server, 77, "Row 2 is bad.", "23505", null) { VendorCode = 5, Transient = true });
        QuarryException error = await target.FailAsync(new() { Mode = WriteMode.Replace }, 1, 2);
        error.Should().BeEquivalentTo(
            new { Kind = ErrorKind.Server, Code = 77, Message = "Row 2 is bad.", SqlState = "23505", VendorCode = 5, Transient = true, RowsCommitted = 0L, OutcomeUnknown = false });
        target.Calls.Should().Equal("begin", "write .t", "rollback");
    }

    [Fact]
    public async Task An_unknown_outcome_stays_unknown()
    {
        await using var target = new FakeTarget();
        target.Fake.Driver.OnCommit = _ => throw new QuarryException(ErrorKind.Transport, 78, "No answer.") { OutcomeUnknown = true };
        QuarryException error = await target.FailAsync(new() { Mode = WriteMode.Create }, 1);
        error.OutcomeUnknown.Should().BeTrue();
        error.Kind.Should().Be(ErrorKind.Transport);
    }

    [Fact]
    public async Task A_source_that_fails_is_what_the_caller_is_told_of()
    {
        await using var target = new FakeTarget();
        var cause = new InvalidDataException("The file ends early.");
        Exception error = await target.FailAsync(new() { Mode = WriteMode.Create }, Numbers(target, [2], _ => throw cause));
        error.Should().BeSameAs(cause);
        target.Calls.Should().Equal("begin", "write .t", "rollback");
    }

    [Fact]
    public async Task A_source_that_loses_its_server_does_not_close_the_targets_sessions()
    {
        await using var target = new FakeTarget("n");
        Exception error = await target.FailAsync(WriteOptions.Default, Numbers(target, [2], _ => throw new QuarryException(ErrorKind.Transport, 79, "Gone.")));
        error.Should().BeOfType<QuarryException>().Which.RowsCommitted.Should().Be(0);
        await target.WriteAsync(WriteOptions.Default, 1);
        target.Fake.Session.IsDisposed.Should().BeFalse();
    }

    [Fact]
    public async Task A_progress_that_throws_ends_the_write()
    {
        await using var target = new FakeTarget();
        var cause = new InvalidDataException("Enough.");
        Exception error = await target.FailAsync(new() { Mode = WriteMode.Create, Progress = _ => throw cause }, Numbers(target, [2], null));
        error.Should().BeSameAs(cause);
        target.Calls.Should().Equal("begin", "write .t", "rollback");
    }

    [Fact]
    public async Task Progress_is_told_after_each_batch()
    {
        await using var target = new FakeTarget("n");
        List<WriteProgress> told = [];
        await target.WriteAsync(new() { Progress = told.Add }, 2, 3);
        told.Should().Equal(new WriteProgress { Rows = 2, RowsCommitted = 0 }, new WriteProgress { Rows = 5, RowsCommitted = 0 });
        told.Clear();
        (await target.WriteAsync(s_perBatch with { Progress = told.Add }, 2, 0, 3)).Rows.Should().Be(5);
        told.Select(progress => progress.RowsCommitted).Should().Equal(2, 2, 5);
        target.Calls.Should().Equal("write .t", "write .t", "write .t");
    }

    [Fact]
    public async Task Per_batch_tells_how_many_rows_are_there()
    {
        await using var target = new FakeTarget();
        int writes = 0;
        target.Fake.Driver.OnWrite = (batches, token) => ++writes == 3
            ? throw new QuarryException(ErrorKind.Server, 77, "Row 1 is bad.", "23505", null) { Transient = true }
            : FakeDriver.CountAsync(batches, token);
        QuarryException error = await target.FailAsync(s_perBatch with { Mode = WriteMode.Create }, 2, 3, 4);
        error.RowsCommitted.Should().Be(5);
        error.Transient.Should().BeFalse("another try would write five rows twice");
        error.Message.Should().Be("Row 1 is bad. The first 5 rows of the write are in table \"t\"; a row that is named here counts from those.");
        target.Calls.Should().Equal("begin", "commit", "write .t", "write .t", "write .t");
    }

    [Fact]
    public async Task Per_batch_tells_it_of_a_source_that_fails_too()
    {
        await using var target = new FakeTarget("n");
        var cause = new InvalidDataException("The file ends early.");
        Exception error = await target.FailAsync(s_perBatch, Numbers(target, [2], _ => throw cause));
        QuarryException told = error.Should().BeOfType<QuarryException>().Subject;
        (told.Code, told.RowsCommitted, told.InnerException).Should().Be((ErrorCodes.WriteIncomplete, 2L, cause));
        told.Message.Should().Contain("The file ends early.").And.Contain("first 2 rows");
        (await target.FailAsync(s_perBatch, Numbers(target, [], _ => throw cause))).Should().BeSameAs(cause);
    }

    [Fact]
    public async Task A_cancelled_write_stays_a_cancellation()
    {
        await using var target = new FakeTarget("n");
        using var cancel = new CancellationTokenSource();
        Task CancelAsync(CancellationToken token) => cancel.CancelAsync().ContinueWith(_ => token.ThrowIfCancellationRequested(), default, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Exception error = await target.FailAsync(s_perBatch, Numbers(target, [2], CancelAsync), cancel.Token);
        error.Should().BeOfType<OperationCanceledException>().Which.CancellationToken.Should().Be(cancel.Token);
        error.Message.Should().Contain("first 2 rows");
    }

    [Fact]
    public async Task A_write_has_a_timeout()
    {
        await using var target = new FakeTarget();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        target.Fake.Driver.OnWrite = async (batches, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        };
        Task<QuarryException> failing = target.FailAsync(new() { Mode = WriteMode.Create, Timeout = TimeSpan.FromSeconds(3) }, 1);
        await begun.Task;
        // No more than the timeout: the driver's patience is to be left.
        target.Fake.Clock.Advance(TimeSpan.FromSeconds(3));
        QuarryException error = await failing;
        (error.Code, error.RowsCommitted, error.OutcomeUnknown).Should().Be((ErrorCodes.TimedOut, 0L, false));
        target.Calls.Should().Equal("begin", "write .t", "rollback");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_driver_that_does_not_return_may_have_committed_once_it_has_all_batches(bool hasAll)
    {
        await using var target = new FakeTarget("n");
        var stuck = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        target.Fake.Driver.OnWrite = async (batches, token) =>
        {
            if (hasAll)
            {
                await FakeDriver.CountAsync(batches, token);
            }

            ready.SetResult();
            return await stuck.Task;
        };
        Task<QuarryException> failing = target.FailAsync(new() { Timeout = TimeSpan.FromSeconds(3) }, 1);
        await ready.Task;
        await target.Fake.PassTimeAsync(failing);
        (await failing).OutcomeUnknown.Should().Be(hasAll);
        stuck.SetResult(0);
    }

    private static BatchSource Numbers(FakeTarget target, int[] rows, Func<CancellationToken, Task>? after)
        => BatchSource.Of(FakeTarget.Numbers, target.BatchesAsync(FakeTarget.Numbers, rows, after));

    private static Func<IAsyncEnumerable<ColumnBatch>, CancellationToken, ValueTask<long>> Failing(Exception error) => async (batches, token) =>
    {
        await FakeDriver.CountAsync(batches, token);
        throw error;
    };
}
