namespace Quarry.Contracts.Tests;

public sealed class SessionThreadTests
{
    [Fact]
    public async Task Work_runs_in_order_on_one_thread_and_continues_elsewhere()
    {
        using var thread = new SessionThread("test");
        List<int> order = [];
        Task<int>[] tasks = [.. Enumerable.Range(0, 100).Select(i => thread.RunAsync(() =>
        {
            thread.IsCurrent.Should().BeTrue();
            order.Add(i);
            return i;
        }))];
        (await Task.WhenAll(tasks)).Should().BeInAscendingOrder();
        order.Should().BeInAscendingOrder().And.HaveCount(100);
        thread.IsCurrent.Should().BeFalse("a continuation on the session's thread could block it");
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_and_the_thread_goes_on()
    {
        using var thread = new SessionThread("test");
        await thread.Invoking(t => t.RunAsync<int>(() => throw new InvalidDataException("x"))).Should().ThrowAsync<InvalidDataException>();
        await thread.Invoking(t => t.RunAsync<int>(() => throw new OperationCanceledException())).Should().ThrowAsync<OperationCanceledException>();
        (await thread.RunAsync(() => 5)).Should().Be(5);
    }

    [Fact]
    public async Task Posted_work_is_done_before_the_end_and_none_is_taken_after()
    {
        var thread = new SessionThread("test");
        using var gate = new ManualResetEventSlim();
        Task<bool> first = thread.RunAsync(() => gate.Wait(TimeSpan.FromSeconds(30)));
        Task<int> second = thread.RunAsync(() => 2);
        thread.Dispose();
        thread.Dispose();
        gate.Set();
        (await first).Should().BeTrue();
        (await second).Should().Be(2);
        Action late = () => _ = thread.RunAsync(() => 1);
        late.Should().Throw<ObjectDisposedException>();
    }
}
