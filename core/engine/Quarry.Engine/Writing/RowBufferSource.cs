using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>A RowBuffer of any version, told by its first bytes.</summary>
internal sealed class RowBufferSource(Stream stream, BatchMemory memory, long maxBatchBytes) : BatchSource
{
    private readonly PipeReader _pipe = PipeReader.Create(stream, new(leaveOpen: true));
    private Func<CancellationToken, ValueTask<ColumnBatch?>>? _read;
    private IDisposable? _reader;
    private Schema? _schema;
    private ColumnBatch? _first;

    public override async ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken)
    {
        if (_schema is null)
        {
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        return _schema!;
    }

    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Schema schema = await GetSchemaAsync(cancellationToken).ConfigureAwait(false);
        ColumnBatch? next = _first ?? await _read!(cancellationToken).ConfigureAwait(false);
        _first = null;
        long rows = 0;
        while (next is not null)
        {
            using (next)
            {
                if (!next.Schema.Columns.SequenceEqual(schema.Columns))
                {
                    throw RowErrors.SchemaChanged(rows + 1);
                }

                rows += next.Rows;
                yield return next;
            }

            next = await _read!(cancellationToken).ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        _first?.Dispose();
        _reader?.Dispose();
        await _pipe.CompleteAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        switch (await DetectAsync(cancellationToken).ConfigureAwait(false))
        {
            case RowBufferFormat.V2:
                var options = new RowBufferReaderOptions { MaxBatchBytes = maxBatchBytes, Validation = RowBufferValidation.Full, LeaveOpen = true };
                RowBufferReader columnar = await RowBufferReader.OpenAsync(_pipe, memory, options, cancellationToken).ConfigureAwait(false);
                (_reader, _read, _schema) = (columnar, columnar.ReadAsync, columnar.Schema);
                break;
            case RowBufferFormat.V1 or RowBufferFormat.OriginalV2:
                var limits = new RowBufferV1Limits();
                var messages = new RowBufferV1Reader(_pipe.AsStream(leaveOpen: true), memory, limits with { BatchBytes = (int)Math.Min(maxBatchBytes, limits.BatchBytes) });
                (_reader, _read) = (messages, messages.ReadAsync);
                _first = await messages.ReadAsync(cancellationToken).ConfigureAwait(false);
                _schema = _first!.Schema;
                break;
            default:
                throw RowErrors.NotRowBuffer();
        }
    }

    private async ValueTask<RowBufferFormat> DetectAsync(CancellationToken cancellationToken)
    {
        ReadResult start = await _pipe.ReadAtLeastAsync(RowBufferFormats.DetectionBytes, cancellationToken).ConfigureAwait(false);
        RowBufferFormat format = RowBufferFormats.Detect(start.Buffer.Slice(0, Math.Min(start.Buffer.Length, RowBufferFormats.DetectionBytes)).ToArray());
        _pipe.AdvanceTo(start.Buffer.Start);
        return format;
    }
}
