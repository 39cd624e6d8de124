namespace Quarry.Engine;

/// <summary>Stable numbers of the engine's log events, 5000–5999.</summary>
internal static class EventIds
{
    public const int SessionDiscarded = 5001;
    public const int SessionAbandoned = 5002;
    public const int SessionsLeft = 5003;
    public const int SessionSlowToClose = 5004;
}
