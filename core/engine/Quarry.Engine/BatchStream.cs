using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Spilling;

namespace Quarry.Engine;

/// <summary>The results of a query, batch by batch. The query starts with the first call; one call at a time, except <see cref="DisposeAsync"/>.</summary>
/// <remarks>
/// <para>A batch belongs to the stream: it is valid until the next MoveNextAsync or DisposeAsync; <see cref="ColumnBatch.Retain"/> gives one to keep.
/// At most one batch is read ahead, so a consumer that pauses pauses the server.</para>
/// <para>Enumerate the stream itself (once) if there is one result: <c>await foreach</c> then also ends the query. Where there may be several, dispose the
/// stream yourself and alternate <see cref="ReadResultAsync"/> and <see cref="NextResultAsync"/>. Results without columns (INSERT, CREATE TABLE) are passed
/// over; their rows count in <see cref="RowsAffected"/>.</para>
/// <para>Errors: <see cref="QuarryException"/>, after all batches that came before it; <see cref="OperationCanceledException"/> with the caller's token.</para>
/// </remarks>
public sealed class BatchStream : IAsyncEnumerable<ColumnBatch>, IAsyncDisposable
{
    private readonly SourceParts _parts;
    private readonly CallCancellation _cancellation;
    private readonly CancellationToken _callerToken;
    private readonly SpillOptions? _spills;
    private readonly QueryRun _run;
    private readonly Prefetcher _prefetcher;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private CancellationTokenRegistration _caller;
    private CancellationTokenRegistration _closing;
    private ColumnBatch? _current;
    private SpillFile? _spill;
    private long _rows;
    private int _enumerated;
    private bool _started;
    private bool _resultRead;
    private bool _nextIsReady;
    private bool _ended;
    private volatile bool _disposed;

    internal BatchStream(SourceParts parts, QueryRequest request, CancellationToken callerToken)
    {
        (_parts, _spills, _callerToken) = (parts, request.Options.Spill, callerToken);
        _cancellation = parts.CreateCancellation(request.Options.Timeout);
        _run = new(parts, request, _cancellation);
        _prefetcher = new(_run, _cancellation);
    }

    /// <summary>Rows changed by all statements that have ended so far, or −1 if none of them said.</summary>
    public long RowsAffected => _run.RowsAffected;

    /// <summary>The columns of the current result; null if the query has no result with columns.</summary>
    /// <param name="cancellationToken">Ends the query.</param>
    public ValueTask<Schema?> GetSchemaAsync(CancellationToken cancellationToken = default)
        => _ended && !_disposed ? new(CurrentSchema) : TakeTurnAsync(static (stream, _) => new ValueTask<Schema?>(stream.CurrentSchema), false, cancellationToken);

    /// <summary>Goes to the next result that has columns; what was not read of the current one is skipped.</summary>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>False if there is none; the query has then ended.</returns>
    public ValueTask<bool> NextResultAsync(CancellationToken cancellationToken = default) => TakeTurnAsync(static (stream, _) => stream.NextResultCoreAsync(), false, cancellationToken);

    /// <summary>The batches of the current result. Unlike an enumeration of the stream itself, this one does not end the query.</summary>
    /// <exception cref="InvalidOperationException">The stream itself is being enumerated.</exception>
    public IAsyncEnumerable<ColumnBatch> ReadResultAsync()
        => _enumerated == 0 ? new CurrentResult(this) : throw new InvalidOperationException("The stream is enumerated as a whole. Use ReadResultAsync for all results, or for none.");

    /// <summary>The batches of the only result. Disposing the enumerator disposes the stream.</summary>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="InvalidOperationException">The stream was enumerated before.</exception>
    public IAsyncEnumerator<ColumnBatch> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        => Interlocked.Exchange(ref _enumerated, 1) == 0
            ? new BatchEnumerator(this, isWhole: true, cancellationToken)
            : throw new InvalidOperationException("A stream is enumerated once. Run the query again, or keep its batches with Retain().");

    /// <summary>The batches of the only result, awaited as told. Stands here because the extension methods of that name for what is enumerated and what
    /// is disposed contradict each other on a type that is both.</summary>
    /// <param name="continueOnCapturedContext">False to continue on any thread.</param>
    public ConfiguredCancelableAsyncEnumerable<ColumnBatch> ConfigureAwait(bool continueOnCapturedContext)
        => TaskAsyncEnumerableExtensions.ConfigureAwait((IAsyncEnumerable<ColumnBatch>)this, continueOnCapturedContext);

    /// <summary>Ends the query, at the server too if it still runs, and the last batch. Safe at any time and from any thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (_turn.CurrentCount == 0)
        {
            _cancellation.Cancel(CancelCause.StreamDisposed);
        }

        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await EndAsync(null, null).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What has to live as long as the stream: a transaction whose stream is being read is not collected. Nothing that the run leads to may hold it.</summary>
    internal object? Owner { get; init; }

    /// <summary>True while the query holds a session.</summary>
    internal bool IsOpen => _started && !_ended;

    /// <summary>True once the query has ended, or can no longer begin.</summary>
    internal bool IsOver => _ended || _disposed;

    /// <summary>Runs the query to its end and drops what it returns.</summary>
    /// <returns>Rows changed by all its statements, or −1 if none of them says.</returns>
    internal async ValueTask<long> DrainAsync()
    {
        await using (((IAsyncDisposable)this).ConfigureAwait(false))
        {
            do
            {
                await foreach (ColumnBatch batch in ReadResultAsync().ConfigureAwait(false))
                {
                    // A statement that returns rows may change more with each that is read.
                }
            }
            while (await NextResultAsync(CancellationToken.None).ConfigureAwait(false));
        }

        return RowsAffected;
    }

    // A result that was put aside may be read while the run stands at the next.
    private Schema? CurrentSchema => _spill?.Schema ?? _run.Schema;

    internal ColumnBatch Current => _current ?? throw new InvalidOperationException("There is no current batch. Call MoveNextAsync first, and read while it returns true.");

    internal ValueTask<bool> MoveNextAsync(bool isWhole, CancellationToken cancellationToken)
        => TakeTurnAsync(static (stream, whole) => stream.MoveNextCoreAsync(whole), isWhole, cancellationToken);

    internal void ReleaseCurrent() => Interlocked.Exchange(ref _current, null)?.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveNextCoreAsync(bool isWhole)
    {
        ReleaseCurrent();
        if (_resultRead || (_ended && _spill is null))
        {
            return false;
        }

        if (_spills is not null && _spill is null)
        {
            await PutAsideAsync(_spills).ConfigureAwait(false);
        }

        ColumnBatch? batch = _spill is null
            ? await _prefetcher.TakeAsync().ConfigureAwait(false)
            : await _spill.ReadAsync(_cancellation.Token).ConfigureAwait(false);
        if (batch is not null)
        {
            _current = batch;
            _rows += batch.Rows;
            return true;
        }

        _resultRead = true;
        if (isWhole)
        {
            if (await GoOnAsync().ConfigureAwait(false))
            {
                throw new QuarryException(ErrorKind.User, ErrorCodes.MoreThanOneResult,
                    "The query returns more than one result with columns. Read them with ReadResultAsync and NextResultAsync, or send the statements one by one.");
            }

            await EndAsync(null, null).ConfigureAwait(false);
        }

        return false;
    }

    private async ValueTask<bool> NextResultCoreAsync()
    {
        ReleaseCurrent();
        if (_ended)
        {
            await DropSpillAsync().ConfigureAwait(false);
            return false;
        }

        await _prefetcher.DropAsync().ConfigureAwait(false);
        _resultRead = false;
        if (await GoOnAsync().ConfigureAwait(false))
        {
            return true;
        }

        await EndAsync(null, null).ConfigureAwait(false);
        return false;
    }

    /// <summary>Reads the current result into a file, and the run up to its next result or its end, which frees the session.</summary>
    private async ValueTask PutAsideAsync(SpillOptions options)
    {
        _spill = await SpillFile.FillAsync(_run.Schema!, _run.ReadAsync, options, _parts.Memory, _cancellation.Token).ConfigureAwait(false);
        _nextIsReady = _spill.Failure is null && await _run.NextResultAsync().ConfigureAwait(false);
        if (!_nextIsReady)
        {
            await EndRunAsync(null, _rows + _spill.Rows, _spill.Failure).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves the current result for the next.</summary>
    private async ValueTask<bool> GoOnAsync()
    {
        await DropSpillAsync().ConfigureAwait(false);
        if (_nextIsReady)
        {
            _nextIsReady = false;
            return true;
        }

        return !_ended && await _run.NextResultAsync().ConfigureAwait(false);
    }

    private async ValueTask DropSpillAsync()
    {
        if (_spill is { } spill)
        {
            _spill = null;
            await spill.DisposeAsync().ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> TakeTurnAsync<T>(Func<BatchStream, bool, ValueTask<T>> work, bool isWhole, CancellationToken cancellationToken)
    {
        if (!_turn.Wait(0, CancellationToken.None))
        {
            throw new InvalidOperationException("Another call on this stream has not ended. Await each call before the next.");
        }

        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            using CancellationTokenRegistration registration = _cancellation.Follow(cancellationToken);
            _cancellation.BeginWait();
            try
            {
                await StartAsync().ConfigureAwait(false);
                return await work(this, isWhole).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                Exception shown = QueryEnd.Explain(error, _cancellation, _parts, _run.Stage, _run.MayHaveCommitted);
                await EndAsync((error as AbandonedCallException)?.Ended, shown).ConfigureAwait(false);
                if (shown != error)
                {
                    throw shown;
                }

                throw;
            }
            finally
            {
                _cancellation.EndWait();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask StartAsync()
    {
        if (_started)
        {
            return;
        }

        _started = true;
        _closing = _cancellation.EndWith(_parts.Closing);
        _caller = _cancellation.Follow(_callerToken);
        await _run.StartAsync().ConfigureAwait(false);
        _run.LendTo(this, _prefetcher);
        if (_run.IsFinished)
        {
            await EndAsync(null, null).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndAsync(Task? abandoned, Exception? error)
    {
        ReleaseCurrent();
        await DropSpillAsync().ConfigureAwait(false);
        await EndRunAsync(abandoned, _rows, error).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndRunAsync(Task? abandoned, long rows, Exception? error)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        if (_prefetcher.IsReading)
        {
            _cancellation.Cancel(CancelCause.StreamDisposed);
        }

        try
        {
            await _prefetcher.DropAsync().ConfigureAwait(false);
        }
        catch (AbandonedCallException late)
        {
            abandoned ??= late.Ended;
        }
        catch (Exception)
        {
            // The batch ahead failed and nobody will ask for it. The session is verified before its next use.
        }

        await _run.EndAsync(abandoned, rows, error).ConfigureAwait(false);
        _caller.Dispose();
        _closing.Dispose();
        _cancellation.Dispose();
    }

    private sealed class CurrentResult(BatchStream stream) : IAsyncEnumerable<ColumnBatch>
    {
        public IAsyncEnumerator<ColumnBatch> GetAsyncEnumerator(CancellationToken cancellationToken = default)
            => new BatchEnumerator(stream, isWhole: false, cancellationToken);
    }
}
