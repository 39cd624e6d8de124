using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>The parts of a read as one source: batches come from whichever part has one, while the others read on.</summary>
internal sealed class PartitionedSource(PartitionedRead read) : BatchSource
{
    public override ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken) => new(read.Streams[0].Schema);

    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One batch of each part is in memory at a time: it is the part's until its next is asked for.
        IAsyncEnumerator<ColumnBatch>[] all = [.. read.Streams.Select(stream => stream.GetAsyncEnumerator(cancellationToken))];
        var parts = all.ToDictionary(MoveNextAsync);
        try
        {
            while (parts.Count > 0)
            {
                Task<bool> ready = await Task.WhenAny(parts.Keys).ConfigureAwait(false);
                if (ready.IsFaulted || ready.IsCanceled)
                {
                    ExceptionDispatchInfo.Throw(await CauseAsync(parts.Keys).ConfigureAwait(false));
                }

                parts.Remove(ready, out IAsyncEnumerator<ColumnBatch>? part);
                if (await ready.ConfigureAwait(false))
                {
                    yield return part!.Current;
                    parts.Add(MoveNextAsync(part), part);
                }
            }
        }
        finally
        {
            try
            {
                await read.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                await Task.WhenAll(parts.Keys.AsEnumerable<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                foreach (IAsyncEnumerator<ColumnBatch> part in all)
                {
                    await part.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await read.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    // On the pool: a part that has its rows at hand decodes them on the thread that asks.
    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<ColumnBatch> batches)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await batches.MoveNextAsync().ConfigureAwait(false);
    }

    // The failure of one part ends the others, which may say so before it is heard.
    private static async Task<Exception> CauseAsync(IEnumerable<Task<bool>> parts)
    {
        Task<bool>[] all = [.. parts];
        await Task.WhenAll(all.AsEnumerable<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var errors = new List<Exception>();
        foreach (Task<bool> part in all.Where(static part => !part.IsCompletedSuccessfully))
        {
            try
            {
                await part.ConfigureAwait(false);
            }
            catch (Exception error)
            {
                errors.Add(error);
            }
        }

        return errors.Find(static error => error is not QuarryException { Code: ErrorCodes.OtherPartitionFailed }) ?? errors[0];
    }
}
