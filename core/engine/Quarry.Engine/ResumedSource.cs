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
    private readonly string _key;

    internal ResumedSource(BatchStream stream, string key, KeyValue? after, long rowsPresent)
    {
        (_stream, _source, _key) = (stream, new(stream), key);
        (After, RowsPresent) = (after?.Text, rowsPresent);
    }

    /// <summary>The last key that the table holds, as text, or null if it holds no row.</summary>
    public string? After { get; }

    /// <summary>How many rows the table holds.</summary>
    public long RowsPresent { get; }

    /// <inheritdoc/>
    public override ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken) => _source.GetSchemaAsync(cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Schema schema = await _source.GetSchemaAsync(cancellationToken).ConfigureAwait(false);
        int column = KeyColumn.IndexIn(schema, _key);
        KeyValue? last = null;
        await foreach (ColumnBatch batch in _stream.ReadResultAsync().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            last = KeyColumn.CheckOrder(batch[column], last);
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
