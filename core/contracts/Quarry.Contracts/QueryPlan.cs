using System.Collections.Immutable;

namespace Quarry.Contracts;

/// <summary>How one statement will run. Immutable: a rule returns a changed copy. It holds no parameter value and no secret.</summary>
public sealed record QueryPlan
{
    /// <summary>The SQL that is sent, with the database's own parameter markers.</summary>
    public required string Sql { get; init; }
    /// <summary>What the statement does.</summary>
    public StatementKind Kind { get; init; }
    /// <summary>How many parameters the SQL takes.</summary>
    public int ParameterCount { get; init; }
    /// <summary>How large batches may become.</summary>
    public BatchLimits Batch { get; init; } = BatchLimits.Default;
    /// <summary>The caller's choices of types.</summary>
    public ReadOptions Read { get; init; } = ReadOptions.Default;
    /// <summary>Instructions of rules to the driver's session; the driver documents the names and ignores none that it does not know.</summary>
    public ImmutableSortedDictionary<string, string> Hints { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
