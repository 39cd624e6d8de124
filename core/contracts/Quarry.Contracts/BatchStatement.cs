namespace Quarry.Contracts;

/// <summary>One statement of a batch with its values.</summary>
public sealed record BatchStatement
{
    /// <summary>What runs.</summary>
    public required QueryPlan Plan { get; init; }
    /// <summary>As many as the plan takes, in order.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }
    /// <summary>The plan prepared in the same session, or null. The driver runs this and need not parse the plan's SQL again.</summary>
    public PreparedStatement? Prepared { get; init; }
}
