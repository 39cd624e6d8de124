using Quarry.Contracts;
using Quarry.Engine.Partitioning;

namespace Quarry.Engine;

/// <summary>One part of a partitioned read, batch by batch, within a transaction of its own. Enumerated once; it ends with the enumeration.</summary>
/// <remarks>A batch belongs to the stream: it is valid until the next MoveNextAsync or DisposeAsync; <see cref="ColumnBatch.Retain"/> gives one to keep.</remarks>
public sealed class PartitionStream : IAsyncEnumerable<ColumnBatch>, IAsyncDisposable
{
    private readonly PartitionGroup _group;
    private readonly Transaction _transaction;
    private readonly BatchStream _stream;
    private readonly Lazy<Task> _end;
    private int _enumerated;
    private volatile bool _isEnding;

    internal PartitionStream(PartitionGroup group, Transaction transaction, BatchStream stream, string rows, Schema schema)
    {
        (_group, _transaction, _stream, Rows, Schema) = (group, transaction, stream, rows, schema);
        _end = new(EndAsync);
    }

    /// <summary>Which rows it holds, for people, such as <c>pages 0 to 127</c>.</summary>
    public string Rows { get; }

    /// <summary>Its columns, those of all parts.</summary>
    public Schema Schema { get; }

    /// <summary>The batches. Disposing the enumerator disposes the stream.</summary>
    /// <param name="cancellationToken">Ends this part, and with it the others.</param>
    /// <exception cref="InvalidOperationException">The stream was enumerated before.</exception>
    public IAsyncEnumerator<ColumnBatch> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        => Interlocked.Exchange(ref _enumerated, 1) == 0
            ? ReadAsync(cancellationToken)
            : throw new InvalidOperationException("A part is enumerated once. Read the whole again, or keep its batches with Retain().");

    /// <summary>Ends the part, at the server too if it still runs, and gives its session back. The others go on. Safe at any time and from any thread.</summary>
    public ValueTask DisposeAsync()
    {
        _isEnding = true;
        return new(_end.Value);
    }

    /// <summary>True for the only part that this process reads: nobody else ends what the parts share.</summary>
    internal bool IsAlone { get; init; }

    private async Task EndAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _transaction.DisposeAsync().ConfigureAwait(false);
        if (IsAlone)
        {
            _group.Dispose();
        }
    }

    private async IAsyncEnumerator<ColumnBatch> ReadAsync(CancellationToken cancellationToken)
    {
        await using (((IAsyncDisposable)this).ConfigureAwait(false))
        {
            IAsyncEnumerator<ColumnBatch> batches = _stream.GetAsyncEnumerator(cancellationToken);
            await using (batches.ConfigureAwait(false))
            {
                while (await MoveNextAsync(batches).ConfigureAwait(false))
                {
                    yield return batches.Current;
                }
            }
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ColumnBatch> batches)
    {
        try
        {
            return await batches.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Exception shown = _isEnding ? error : _group.Fail(Rows, error);
            if (shown != error)
            {
                throw shown;
            }

            throw;
        }
    }
}
