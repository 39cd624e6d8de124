namespace Quarry.Engine;

/// <summary>Stable numbers of the engine's log events, 5000–5999.</summary>
internal static class EventIds
{
    public const int SessionDiscarded = 5001;
    public const int SessionAbandoned = 5002;
    public const int SessionsLeft = 5003;
    public const int SessionSlowToClose = 5004;
    public const int SessionLeaked = 5005;
    public const int SessionCameBackLate = 5006;
    public const int SessionReclaimed = 5007;
    public const int PoolCleared = 5008;
    public const int ConnectFailed = 5009;
    public const int MemoryRetained = 5010;
}
