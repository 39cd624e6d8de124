namespace Quarry.Sdk.Conformance;

/// <summary>What one check found.</summary>
public sealed record CheckResult
{
    /// <summary>The check's name, such as <c>transactions.commit</c>.</summary>
    public required string Name { get; init; }
    /// <summary>The name of the capability that it tests, or "" if it holds for every driver.</summary>
    public string Capability { get; init; } = "";
    /// <summary>How it ended.</summary>
    public required CheckOutcome Outcome { get; init; }
    /// <summary>What went wrong, or why there was nothing to check; "" if it passed.</summary>
    public string Reason { get; init; } = "";
    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>One line: outcome, name and reason.</summary>
    public override string ToString() => Reason.Length == 0 ? $"{Outcome}: {Name}" : $"{Outcome}: {Name}: {Reason}";
}
