namespace Quarry.Engine;

/// <summary>What one rule did to a plan.</summary>
public sealed record ExplainedRule
{
    /// <summary>The rule's name.</summary>
    public required string Name { get; init; }
    /// <summary>True if it changed the plan.</summary>
    public required bool Fired { get; init; }
    /// <summary>Why it did or did not.</summary>
    public required string Reason { get; init; }
}
