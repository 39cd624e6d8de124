using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Engine.Writing;

namespace Quarry.Engine;

/// <summary>The rows that a table lacks of a query, in the order of a key. Write them with <see cref="WriteCommit.PerBatch"/>: what is committed is then always
/// complete up to a key.</summary>
/// <remarks>A key that is NULL, comes twice or is out of order ends the reading with an error.</remarks>
public sealed class ResumedSource : BatchSource
{
    private readonly BatchStream _stream;
    private readonly StreamSource _source;
    private readonly ResumePoint _point;
    private int _column = -1;
    private long _rows;

    internal ResumedSource(BatchStream stream, ResumePoint point) => (_stream, _source, _point) = (stream, new(stream), point);

    /// <summary>The last key that the table held, as text, or null if it held no row.</summary>
    public string? After => _point.Last?.Text;

    /// <summary>How many rows the table held.</summary>
    public long RowsPresent => _point.Rows;

    /// <summary>Checks, once all rows are written, that the table holds those that it held and these, and no others: another copy may have run at the same time.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="QuarryException">It does not (User).</exception>
    public async ValueTask CheckTableAsync(CancellationToken cancellationToken)
    {
        long found = await _point.CountAsync(cancellationToken).ConfigureAwait(false);
        if (found != RowsPresent + _rows)
        {
            throw ResumeErrors.Overlaps(_point.Table, RowsPresent, _rows, found);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken)
    {
        Schema schema = await _source.GetSchemaAsync(cancellationToken).ConfigureAwait(false);
        // Here, and not at the first batch, before which a table may be created.
        _column = KeyColumn.IndexIn(schema, _point.Key);
        return schema;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await GetSchemaAsync(cancellationToken).ConfigureAwait(false);
        KeyValue? last = null;
        await foreach (ColumnBatch batch in _stream.ReadResultAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            last = KeyColumn.CheckOrder(batch[_column], last);
            _rows += batch.Rows;
            yield return batch;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
