using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>A parameter as <c>explain</c> shows it: never its value.</summary>
public sealed record ExplainedParameter
{
    /// <summary>The name in the SQL without its prefix, or "" for a positional one.</summary>
    public required string Name { get; init; }
    /// <summary>The type that the driver gets.</summary>
    public required LogicalType Type { get; init; }
}
