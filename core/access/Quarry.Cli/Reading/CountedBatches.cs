using System.Runtime.CompilerServices;
using Quarry.Cli.Diagnostics;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Reading;

/// <summary>Batches that are counted on their way to a table, and tell whether it was they that failed.</summary>
/// <param name="batches">Where they come from.</param>
/// <param name="statistics">Counts them.</param>
/// <param name="failed">Called before an error of the source goes on: it is then not the table's.</param>
internal sealed class CountedBatches(BatchSource batches, RunStatistics statistics, Action failed) : BatchSource
{
    public override async ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await batches.GetSchemaAsync(cancellationToken);
        }
        catch (QuarryException)
        {
            failed();
            throw;
        }
    }

    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<ColumnBatch> all = batches.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(all))
        {
            statistics.Count(all.Current);
            yield return all.Current;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await batches.DisposeAsync();
        await base.DisposeAsync();
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ColumnBatch> all)
    {
        try
        {
            return await all.MoveNextAsync();
        }
        catch (QuarryException)
        {
            failed();
            throw;
        }
    }
}
