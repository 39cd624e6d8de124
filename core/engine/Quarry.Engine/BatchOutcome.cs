using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>What became of a batch of statements.</summary>
public sealed record BatchOutcome
{
    /// <summary>One result per command, in order.</summary>
    public required IReadOnlyList<BatchResult> Results { get; init; }

    /// <summary>True if the driver sent the statements together; false if it cannot, and each took a round trip of its own.</summary>
    public required bool IsPipelined { get; init; }

    /// <summary>True if every statement succeeded.</summary>
    public bool Succeeded => Results.All(result => result.Status == BatchStatus.Succeeded);

    /// <summary>Throws the error of the first statement that failed, if one did.</summary>
    /// <returns>This outcome.</returns>
    public BatchOutcome ThrowIfFailed() => Results.FirstOrDefault(result => result.Error is not null)?.Error is { } error ? throw error : this;
}
