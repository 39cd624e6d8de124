using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Quarry.Arrow.Export;
using Quarry.Arrow.Writing;
using Quarry.Contracts;
using ArrowSchema = Apache.Arrow.Schema;
using Schema = Quarry.Contracts.Schema;

namespace Quarry.Arrow;

/// <summary>Writes batches of one schema as an Arrow IPC stream or file.</summary>
/// <remarks>
/// One caller at a time. Batches stay the caller's and are not copied. What is written ends with <see cref="Complete"/>; what was only disposed is
/// truncated, and its reader says so. The synchronous members write synchronously, the others asynchronously; they may be mixed.
/// </remarks>
public sealed class ArrowIpcWriter : IDisposable, IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly CountingStream _counting;
    private readonly ArrowStreamWriter _writer;
    private readonly ArrowSchema _arrowSchema;
    private readonly bool _leaveOpen;
    private bool _ended;
    private bool _disposed;

    /// <summary>Creates a writer into a stream.</summary>
    /// <param name="stream">A writable stream; it need not be seekable, and a file may start within it.</param>
    /// <param name="schema">The columns of all batches.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="ArgumentException">The options ask for the format <see cref="ArrowIpcFormat.Unknown"/>.</exception>
    public ArrowIpcWriter(Stream stream, Schema schema, ArrowIpcWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        (_stream, Schema, _leaveOpen) = (stream, schema, options.LeaveOpen);
        _counting = new(stream);
        _arrowSchema = ArrowBatches.ToArrow(schema);
        IpcOptions ipc = new()
        {
            CompressionCodec = options.Codec switch
            {
                ArrowIpcCodec.None => null,
                ArrowIpcCodec.Lz4 => CompressionCodecType.Lz4Frame,
                ArrowIpcCodec.Zstd => CompressionCodecType.Zstd,
                _ => throw new ArgumentException($"There is no codec {options.Codec}.", nameof(options)),
            },
            CompressionCodecFactory = new CompressionCodecFactory(),
        };
        _writer = options.Format switch
        {
            ArrowIpcFormat.Stream => new ArrowStreamWriter(_counting, _arrowSchema, leaveOpen: true, ipc),
            ArrowIpcFormat.File => new ArrowFileWriter(_counting, _arrowSchema, leaveOpen: true, ipc),
            _ => throw new ArgumentException("Choose the format: stream or file.", nameof(options)),
        };
    }

    /// <summary>The columns.</summary>
    public Schema Schema { get; }

    /// <summary>Bytes given to the stream so far.</summary>
    public long BytesWritten => _counting.Position;

    /// <summary>Writes a batch.</summary>
    /// <param name="batch">A batch whose columns have the schema's types.</param>
    /// <exception cref="ArgumentException">Its columns differ from the schema's, or hold NULLs where the schema allows none.</exception>
    /// <exception cref="InvalidOperationException">The data has ended, or a write has failed before.</exception>
    public void Write(ColumnBatch batch)
    {
        using RecordBatch view = Begin(batch);
        _writer.WriteRecordBatch(view);
        _ended = false;
    }

    /// <summary>As <see cref="Write"/>, asynchronously.</summary>
    /// <param name="batch">A batch whose columns have the schema's types.</param>
    /// <param name="cancellationToken">Stops waiting. After that the data stands within a message and can only be disposed.</param>
    public async ValueTask WriteAsync(ColumnBatch batch, CancellationToken cancellationToken)
    {
        using RecordBatch view = Begin(batch);
        await _writer.WriteRecordBatchAsync(view, cancellationToken).ConfigureAwait(false);
        _ended = false;
    }

    /// <summary>Writes the end (of a file: its footer) and flushes. Without a batch before it, it also writes the schema. Nothing can be written after it.</summary>
    public void Complete()
    {
        End();
        _writer.WriteStart();
        _writer.WriteEnd();
        _stream.Flush();
    }

    /// <summary>As <see cref="Complete"/>, asynchronously.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        End();
        await _writer.WriteStartAsync(cancellationToken).ConfigureAwait(false);
        await _writer.WriteEndAsync(cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the stream, unless the options leave it open.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _writer.Dispose();
            if (!_leaveOpen)
            {
                _stream.Dispose();
            }
        }
    }

    /// <summary>As <see cref="Dispose"/>, asynchronously.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            _writer.Dispose();
            if (!_leaveOpen)
            {
                await _stream.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private RecordBatch Begin(ColumnBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        SchemaMatch.Require(batch, Schema);
        End();
        return BatchExport.ToRecordBatch(batch, _arrowSchema);
    }

    // An interrupted call leaves half a message behind: until it ends well, the data counts as ended.
    private void End()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_ended)
        {
            throw new InvalidOperationException("The Arrow data has ended, or a write to it has failed. Start another.");
        }

        _ended = true;
    }
}
