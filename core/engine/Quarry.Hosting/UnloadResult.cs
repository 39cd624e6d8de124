namespace Quarry.Hosting;

/// <summary>The result of <see cref="PluginHost.UnloadAsync"/>.</summary>
public sealed class UnloadResult
{
    internal UnloadResult(UnloadOutcome outcome, string reason = "") => (Outcome, Reason) = (outcome, reason);

    /// <summary>What became of the plugin.</summary>
    public UnloadOutcome Outcome { get; }
    /// <summary>Why it is pinned and what to do; "" if it is unloaded.</summary>
    public string Reason { get; }
}
