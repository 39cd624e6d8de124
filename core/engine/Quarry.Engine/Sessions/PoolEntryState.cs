namespace Quarry.Engine.Sessions;

/// <summary>Where a session of the pool is.</summary>
internal enum PoolEntryState
{
    Idle,
    Used,
    Closing,
    /// <summary>Its driver does not let go of it; it no longer takes a place of the pool.</summary>
    Stuck,
    Closed,
}
