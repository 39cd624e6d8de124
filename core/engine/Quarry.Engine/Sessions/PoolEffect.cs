namespace Quarry.Engine.Sessions;

/// <summary>One thing to be done after a transition, outside the lock. Effects may be done in any order and late.</summary>
internal readonly record struct PoolEffect(PoolEffectKind Kind)
{
    public PoolWaiter? Waiter { get; init; }

    public PoolEntry? Entry { get; init; }

    public Exception? Error { get; init; }

    /// <summary>True if others get the error as well.</summary>
    public bool IsShared { get; init; }

    /// <summary>The generation of the session to open.</summary>
    public int Generation { get; init; }

    /// <summary>In the clock's ticks.</summary>
    public long Delay { get; init; }
}
