namespace Quarry.Engine.Preparation;

/// <summary>What the pipeline remembers of one session. Used by whoever holds the session.</summary>
internal sealed class SessionCaches
{
    /// <summary>What of the session a plan depends on; null until the first plan.</summary>
    public string? Scope { get; set; }

    /// <summary>The statements that its server keeps prepared.</summary>
    public PreparedCache Prepared { get; } = new();
}
