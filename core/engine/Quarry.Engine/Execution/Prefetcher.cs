using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>Reads one batch ahead of the consumer, after the first: with the one in the consumer's hand, two at most.</summary>
internal sealed class Prefetcher(QueryRun run, CallCancellation cancellation) : IReclaimable
{
    private Task<ColumnBatch?>? _ahead;
    private ColumnBatch? _ready;
    private bool _isReady;

    /// <summary>True while the driver works for a batch that nobody has asked for yet.</summary>
    public bool IsReading => _ahead is { IsCompleted: false };

    /// <summary>Takes the next batch of the current result and starts on the one after it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ColumnBatch?> TakeAsync()
    {
        Task<ColumnBatch?>? ahead = _ahead;
        _ahead = null;
        ColumnBatch? batch = _isReady ? TakeReady() : ahead is null ? await run.ReadAsync().ConfigureAwait(false) : await ahead.ConfigureAwait(false);
        if (batch is null)
        {
            return null;
        }

        if (cancellation.Token.IsCancellationRequested)
        {
            batch.Dispose();
            cancellation.Token.ThrowIfCancellationRequested();
        }

        ReadAhead();
        return batch;
    }

    /// <summary>Waits for the batch ahead and drops it.</summary>
    public async ValueTask DropAsync()
    {
        Task<ColumnBatch?>? ahead = _ahead;
        _ahead = null;
        if (_isReady)
        {
            TakeReady()?.Dispose();
        }

        if (ahead is not null)
        {
            (await ahead.ConfigureAwait(false))?.Dispose();
        }
    }

    /// <summary>Ends the run of a stream that was collected.</summary>
    public async ValueTask ReclaimAsync()
    {
        cancellation.Cancel(CancelCause.StreamDisposed);
        try
        {
            await DropAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // As asked for.
        }
        finally
        {
            cancellation.Dispose();
        }

        await run.ReclaimAsync().ConfigureAwait(false);
    }

    // What the driver has at once needs no task; where memory is short nothing is read that nobody has asked for.
    private void ReadAhead()
    {
        if (!run.HasRoom)
        {
            return;
        }

        ValueTask<ColumnBatch?> read = run.ReadAsync();
        if (read.IsCompletedSuccessfully)
        {
            (_ready, _isReady) = (read.Result, true);
        }
        else
        {
            _ahead = read.AsTask();
        }
    }

    private ColumnBatch? TakeReady()
    {
        ColumnBatch? batch = _ready;
        (_ready, _isReady) = (null, false);
        return batch;
    }
}
