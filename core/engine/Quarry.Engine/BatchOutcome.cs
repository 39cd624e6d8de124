using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>What became of a batch.</summary>
public sealed class BatchOutcome
{
    internal BatchOutcome(IReadOnlyList<BatchResult> results, BatchWay way)
    {
        (Results, Way) = (results, way);
        foreach (BatchResult result in results)
        {
            Error ??= result.Error;
            if (result is { Status: BatchStatus.Succeeded, RowsAffected: >= 0 })
            {
                RowsAffected = checked(Math.Max(RowsAffected, 0) + result.RowsAffected);
            }
        }
    }

    /// <summary>One result for each command, in their order.</summary>
    public IReadOnlyList<BatchResult> Results { get; }

    /// <summary>How it was run.</summary>
    public BatchWay Way { get; }

    /// <summary>Rows changed by the statements that succeeded, or −1 if none of them says.</summary>
    public long RowsAffected { get; } = -1;

    /// <summary>The first failure, or null.</summary>
    public QuarryException? Error { get; }

    /// <summary>Throws the first failure, if there is one.</summary>
    /// <exception cref="QuarryException">A statement failed.</exception>
    public void ThrowIfFailed()
    {
        if (Error is not null)
        {
            throw Error;
        }
    }
}
