namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>A clock whose timers run a hundred times as fast, so that a driver's patience is short.</summary>
internal sealed class HastyClock : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / 100, period == Timeout.InfiniteTimeSpan ? period : period / 100);
}
