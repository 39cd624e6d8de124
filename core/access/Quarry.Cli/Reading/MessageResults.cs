using System.Runtime.CompilerServices;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>A sequence of messages of RowBuffer v1 or the original's v2. Messages of the same columns that follow each other are one result.</summary>
internal sealed class MessageResults(Stream input, BatchMemory memory, ColumnSelection columns, long maxBatchBytes) : ResultSource
{
    private readonly RowBufferV1Reader _reader = new(input, memory, MessageLimits.Of(maxBatchBytes));
    private ColumnBatch? _next;

    public override async ValueTask<Schema?> NextAsync(CancellationToken cancellationToken)
    {
        _next ??= await _reader.ReadAsync(cancellationToken);
        return _next is null ? null : columns.Of(_next.Schema);
    }

    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<ColumnSchema> first = _next!.Schema.Columns;
        while (_next is { } batch && batch.Schema.Columns.SequenceEqual(first))
        {
            using (batch)
            {
                _next = null;
                using ColumnBatch wanted = columns.Of(batch);
                yield return wanted;
            }

            _next = await _reader.ReadAsync(cancellationToken);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _next?.Dispose();
        _reader.Dispose();
        return default;
    }
}
