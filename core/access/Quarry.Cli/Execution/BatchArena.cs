using Quarry.Columnar;

namespace Quarry.Cli.Execution;

/// <summary>The memory that a file is read in.</summary>
internal static class BatchArena
{
    // The batch that is written, the one that is read, and its bytes before they are decoded.
    private const int BatchesInMemory = 3;

    public static Arena Create(long maxBatchBytes)
        => new(new() { BudgetBytes = Math.Max(new ArenaOptions().BudgetBytes, maxBatchBytes * BatchesInMemory) });
}
