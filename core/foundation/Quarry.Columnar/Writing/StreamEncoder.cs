using System.IO.Hashing;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Writing;

/// <summary>Writes the frames of a stream in order, and keeps several batches in work where the caller allows it.</summary>
internal sealed class StreamEncoder : IDisposable
{
    private readonly ByteSink _sink;
    private readonly Schema _schema;
    private readonly RowBufferWriterOptions _options;
    private readonly RowBufferVersion _version;
    private readonly ColumnMemo[] _memos;
    private readonly ByteWriter _frame = new();
    private readonly Stack<BatchEncoder> _idle = [];
    private readonly Queue<Task<BatchEncoder>> _inWork = [];
    private Task _leader = Task.CompletedTask;
    private ulong _sequence;
    private int _batches;
    private StreamTotals _totals;
    private bool _started;
    private bool _ended;
    private bool _disposed;

    public StreamEncoder(ByteSink sink, Schema schema, RowBufferWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        _version = StreamVersion.Of(schema, options);
        (_sink, _schema, _options) = (sink, schema, options);
        _memos = [.. schema.Columns.Select(column => new ColumnMemo(column.Type))];
    }

    public long BytesWritten { get; private set; }

    /// <summary>Runs a call with the sink writing synchronously, so that it is complete when this returns.</summary>
    public void Now(Func<StreamEncoder, ValueTask> call)
    {
        _sink.Synchronous = true;
        try
        {
            Completed.Result(call(this));
        }
        finally
        {
            _sink.Synchronous = false;
        }
    }

    public async ValueTask WriteAsync(ColumnBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        SchemaMatch.Require(batch.Schema, _schema);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        int number = _batches++;
        BatchEncoder encoder = _idle.TryPop(out BatchEncoder? idle) ? idle : new(_options);
        if (_options.Threads == 1)
        {
            try
            {
                encoder.Encode(batch, number, _memos);
                await SendFrameAsync(encoder, cancellationToken).ConfigureAwait(false);
                return;
            }
            finally
            {
                _idle.Push(encoder);
            }
        }

        ColumnBatch kept = batch.Retain();
        bool leads = ColumnMemo.IsLeader(number);
        Task<BatchEncoder> work = (leads ? Task.WhenAll(_inWork) : _leader).ContinueWith(
            before =>
            {
                // An error of a batch before this one comes from its own task.
                _ = before.Exception;
                using (kept)
                {
                    encoder.Encode(kept, number, _memos);
                    return encoder;
                }
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _leader = leads ? work : _leader;
        _inWork.Enqueue(work);
        await SendAsync(_options.Threads - 1, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask WriteExtensionAsync(string name, bool required, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await SendAsync(0, cancellationToken).ConfigureAwait(false);
        using var head = new ByteWriter();
        ExtensionHead.Write(head, name, payload.Span);
        using var body = new ByteWriter();
        body.Append(payload.Span);
        body.Pad();
        await SendAsync(FrameKind.Extension, required ? FrameHeader.RequiredFlag : (byte)0, head, body, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await SendAsync(0, cancellationToken).ConfigureAwait(false);
        using var head = new ByteWriter();
        _totals.Write(head);
        await EndAsync(FrameKind.End, head, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask FailAsync(QuarryException error, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(error);
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await SendAsync(0, cancellationToken).ConfigureAwait(false);
        using var head = new ByteWriter();
        ErrorFrame.Write(head, error);
        await EndAsync(FrameKind.Error, head, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Task.WhenAll(_inWork).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).GetAwaiter().GetResult();
        foreach (Task<BatchEncoder> task in _inWork.Where(task => task.IsCompletedSuccessfully))
        {
            task.Result.Dispose();
        }

        foreach (BatchEncoder encoder in _idle)
        {
            encoder.Dispose();
        }

        _frame.Dispose();
        _sink.Dispose();
    }

    // An interrupted call leaves half a frame behind: until it ends well, the stream counts as ended.
    private async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(RowBufferWriter));
        if (_ended)
        {
            throw new InvalidOperationException("The RowBuffer has ended, or a write to it has failed. Start another.");
        }

        if (_started)
        {
            return;
        }

        _started = true;
        using var head = new ByteWriter();
        SchemaCodec.Write(head, _schema);
        _ended = true;
        _frame.Clear();
        Prelude.Write(_version, _frame.Append(Prelude.Length));
        await SendFrameAsync(cancellationToken).ConfigureAwait(false);
        using var none = new ByteWriter();
        await SendAsync(FrameKind.Schema, 0, head, none, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask EndAsync(FrameKind kind, ByteWriter head, CancellationToken cancellationToken)
    {
        using var none = new ByteWriter();
        await SendAsync(kind, 0, head, none, cancellationToken).ConfigureAwait(false);
        _ended = true;
        await _sink.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the oldest batches in work until only so many are left.</summary>
    private async ValueTask SendAsync(int left, CancellationToken cancellationToken)
    {
        while (_inWork.Count > left)
        {
            _ended = true;
            Task<BatchEncoder> oldest = _inWork.Peek();
            if (_sink.Synchronous)
            {
                // The pool's thread computes and waits for nothing, so this wait ends.
                ((IAsyncResult)oldest).AsyncWaitHandle.WaitOne();
            }

            BatchEncoder encoder = await oldest.WaitAsync(cancellationToken).ConfigureAwait(false);
            _ = _inWork.Dequeue();
            _idle.Push(encoder);
            await SendFrameAsync(encoder, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask SendFrameAsync(BatchEncoder encoder, CancellationToken cancellationToken)
    {
        FrameHeader header = encoder.Header(_sequence++);
        await SendAsync(header, encoder.Head, encoder.Body, cancellationToken).ConfigureAwait(false);
        _totals.Add(header);
    }

    private ValueTask SendAsync(FrameKind kind, byte flags, ByteWriter head, ByteWriter body, CancellationToken cancellationToken)
    {
        var header = new FrameHeader
        {
            Kind = kind,
            Flags = flags,
            Sequence = _sequence++,
            HeadLength = head.Length,
            BodyLength = body.Length,
            Rows = kind == FrameKind.End ? _totals.Rows : 0,
            HeadChecksum = XxHash3.HashToUInt64(head.Span),
        };
        return SendAsync(header, head, body, cancellationToken);
    }

    private async ValueTask SendAsync(FrameHeader header, ByteWriter head, ByteWriter body, CancellationToken cancellationToken)
    {
        _ended = true;
        _frame.Clear();
        header.Write(_frame.Append(FrameHeader.Length));
        _frame.Append(head.Span);
        _frame.Pad();
        await SendFrameAsync(cancellationToken).ConfigureAwait(false);
        if (body.Length > 0)
        {
            await _sink.WriteAsync(body.Memory, cancellationToken).ConfigureAwait(false);
            BytesWritten += body.Length;
        }

        _ended = false;
    }

    private async ValueTask SendFrameAsync(CancellationToken cancellationToken)
    {
        await _sink.WriteAsync(_frame.Memory, cancellationToken).ConfigureAwait(false);
        BytesWritten += _frame.Length;
    }
}
