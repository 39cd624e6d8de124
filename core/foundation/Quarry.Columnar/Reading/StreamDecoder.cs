using System.Globalization;
using System.IO.Hashing;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>Walks the frames of a stream and turns batch frames into batches.</summary>
internal sealed class StreamDecoder : IDisposable
{
    private const int HeadChunk = 64 << 10;

    private readonly ByteSource _source;
    private readonly BatchMemory _memory;
    private readonly RowBufferReaderOptions _options;
    private readonly ByteWriter _bytes = new();
    private readonly CallGate _gate;
    private int[] _wanted = [];
    private ulong _sequence;
    private StreamTotals _totals;
    private bool _ended;
    private bool _broken;

    public StreamDecoder(ByteSource source, BatchMemory memory, RowBufferReaderOptions options)
    {
        (_source, _memory, _options) = (source, memory, options);
        _gate = new(typeof(RowBufferReader), _bytes);
    }

    public RowBufferVersion Version { get; private set; }

    public Schema Schema { get; private set; } = new([]);

    public Schema StreamSchema { get; private set; } = new([]);

    /// <summary>Runs a call with the _source reading synchronously, so that its task is complete when it returns.</summary>
    public T Now<T>(Func<StreamDecoder, ValueTask<T>> call)
    {
        _source.Synchronous = true;
        try
        {
            return Completed.Result(call(this));
        }
        finally
        {
            _source.Synchronous = false;
        }
    }

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await FillAsync(Prelude.Length, "the prelude", cancellationToken).ConfigureAwait(false);
        Version = Prelude.Read(_bytes.Span);
        long at = _source.Position;
        FrameHeader header = await ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        if (header.Kind != FrameKind.Schema || header.BodyLength != 0 || header.Rows != 0)
        {
            throw FormatErrors.Corrupt(at, "the first frame is no schema");
        }

        at = await ReadHeadAsync(header, cancellationToken).ConfigureAwait(false);
        StreamSchema = SchemaCodec.Read(_bytes.Span[..header.HeadLength], at);
        _wanted = Select(StreamSchema, _options.Columns);
        Schema = _options.Columns is null ? StreamSchema : new([.. _wanted.Select(index => StreamSchema.Columns[index])]);
    }

    public ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken) => WalkAsync(ReadBatchAsync, cancellationToken);

    public ValueTask<RowBufferBatchInfo?> InspectAsync(CancellationToken cancellationToken) => WalkAsync(InspectBatchAsync, cancellationToken);

    public void Dispose()
    {
        if (_gate.Close())
        {
            _source.Dispose();
        }
    }

    private static int[] Select(Schema schema, IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return [.. Enumerable.Range(0, schema.Columns.Count)];
        }

        return
        [
            .. names.Select(name => schema.IndexOf(name) is >= 0 and int index ? index : throw new ArgumentException(
                $"The stream has no column \"{name}\"; it has {string.Join(", ", schema.Columns.Select(column => $"\"{column.Name}\""))}.", nameof(names))),
        ];
    }

    private async ValueTask<T?> WalkAsync<T>(Func<FrameHeader, long, CancellationToken, ValueTask<T>> onBatch, CancellationToken cancellationToken)
        where T : class
    {
        _gate.Enter();
        try
        {
            if (_broken)
            {
                throw new InvalidOperationException("A read of this RowBuffer has failed, so the reader stands within a frame. Open the input again.");
            }

            _broken = true;
            while (!_ended)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long at = _source.Position;
                FrameHeader header = await ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
                long headAt = await ReadHeadAsync(header, cancellationToken).ConfigureAwait(false);
                switch (header.Kind)
                {
                    case FrameKind.Batch:
                        T batch = await onBatch(header, headAt, cancellationToken).ConfigureAwait(false);
                        _broken = false;
                        return batch;
                    case FrameKind.Extension:
                        await ReadExtensionAsync(header, headAt, cancellationToken).ConfigureAwait(false);
                        break;
                    case FrameKind.End:
                        StreamTotals.Read(_bytes.Span[..header.HeadLength], headAt).Check(_totals, header, headAt);
                        await EndAsync(cancellationToken).ConfigureAwait(false);
                        break;
                    case FrameKind.Error:
                        throw ErrorFrame.Read(_bytes.Span[..header.HeadLength], headAt, header);
                    default:
                        throw FormatErrors.Corrupt(at, "a second schema follows the first");
                }
            }

            _broken = false;
            return null;
        }
        catch (Exception e) when (_gate.IsDisposed && e is not (OperationCanceledException or ObjectDisposedException))
        {
            // What a closed stream or pipe answers is its own affair.
            throw new ObjectDisposedException("The reader was disposed while this call was under way.", e);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private async ValueTask<ColumnBatch> ReadBatchAsync(FrameHeader header, long headAt, CancellationToken cancellationToken)
    {
        Node[] columns = BatchDirectory.Read(_bytes.Span[..header.HeadLength], headAt, StreamSchema, header, Version);
        var plan = new BodyPlan(columns, _wanted, header.BodyLength, headAt, _options.MaxBatchBytes);
        _source.Require(header.BodyLength, "the body of a batch");
        _totals.Add(header);
        return await BatchReading.ReadAsync(_source, plan, Schema, (int)header.Rows, _memory, _options.Validation, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<RowBufferBatchInfo> InspectBatchAsync(FrameHeader header, long headAt, CancellationToken cancellationToken)
    {
        Node[] columns = BatchDirectory.Read(_bytes.Span[..header.HeadLength], headAt, StreamSchema, header, Version);
        await _source.SkipAsync(header.BodyLength, "the body of a batch", cancellationToken).ConfigureAwait(false);
        _totals.Add(header);
        return BatchInfos.Of(header, columns);
    }

    private async ValueTask ReadExtensionAsync(FrameHeader header, long headAt, CancellationToken cancellationToken)
    {
        ExtensionHead head = ExtensionHead.Read(_bytes.Span[..header.HeadLength], headAt, header);
        if (!_options.Extensions.TryGetValue(head.Name, out Action<ReadOnlyMemory<byte>>? handler))
        {
            if ((header.Flags & FrameHeader.RequiredFlag) != 0)
            {
                throw FormatErrors.Unsupported(headAt, $"the extension \"{head.Name}\"");
            }

            await _source.SkipAsync(header.BodyLength, "an extension block", cancellationToken).ConfigureAwait(false);
            return;
        }

        if (header.BodyLength > _options.MaxBatchBytes)
        {
            throw FormatErrors.AboveOption(headAt, $"The extension \"{head.Name}\"", header.BodyLength, "bytes", nameof(RowBufferReaderOptions.MaxBatchBytes),
                _options.MaxBatchBytes, "Raise it, or write a smaller extension.");
        }

        long at = _source.Position;
        await FillAsync(header.BodyLength, "an extension block", cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> payload = _bytes.Memory[..head.PayloadLength];
        if (XxHash3.HashToUInt64(payload.Span) != head.PayloadChecksum || !Alignment.IsZero(_bytes.Span[head.PayloadLength..]))
        {
            throw FormatErrors.Checksum(at, $"the extension \"{head.Name}\"");
        }

        handler(payload);
    }

    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (_options.Validation == RowBufferValidation.Full && !await _source.IsAtEndAsync(cancellationToken).ConfigureAwait(false))
        {
            throw FormatErrors.Corrupt(_source.Position, "bytes follow the end frame");
        }

        _ended = true;
    }

    private async ValueTask<FrameHeader> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        long at = _source.Position;
        await FillAsync(FrameHeader.Length, "its frames, before an end frame", cancellationToken).ConfigureAwait(false);
        return FrameHeader.Read(_bytes.Span, at, _sequence++);
    }

    /// <summary>Reads a head with its padding.</summary>
    /// <returns>Where the head starts in the stream.</returns>
    private async ValueTask<long> ReadHeadAsync(FrameHeader header, CancellationToken cancellationToken)
    {
        long at = _source.Position;
        await FillAsync(Alignment.Pad(header.HeadLength), "the head of a frame", cancellationToken).ConfigureAwait(false);
        if (XxHash3.HashToUInt64(_bytes.Span[..header.HeadLength]) != header.HeadChecksum)
        {
            throw FormatErrors.Checksum(at, string.Create(CultureInfo.InvariantCulture, $"the head of frame {header.Sequence}"));
        }

        return Alignment.IsZero(_bytes.Span[header.HeadLength..]) ? at : throw FormatErrors.Corrupt(at + header.HeadLength, "padding is not zero");
    }

    // Memory grows with what arrives, not with what a header claims.
    private async ValueTask FillAsync(long length, string what, CancellationToken cancellationToken)
    {
        _source.Require(length, what);
        _bytes.Clear();
        while (_bytes.Length < length)
        {
            int chunk = (int)Math.Min(length - _bytes.Length, Math.Max(HeadChunk, _bytes.Length));
            await _source.FillAsync(_bytes.AppendMemory(chunk), what, cancellationToken).ConfigureAwait(false);
        }
    }
}
