using System.IO.Pipelines;
using Quarry.Columnar.Reading;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>Reads the batches of a RowBuffer v2 stream (FORMAT.md), one after the other.</summary>
/// <remarks>
/// One caller at a time; Dispose may come from any thread. A batch that was handed out belongs to the caller, lives on after the reader, and is
/// safe to read from several threads. The synchronous members read the stream synchronously, the others asynchronously; they may be mixed.
/// </remarks>
public sealed class RowBufferReader : IDisposable, IAsyncDisposable
{
    private readonly StreamDecoder _decoder;

    private RowBufferReader(StreamDecoder decoder) => _decoder = decoder;

    /// <summary>The columns of the batches: those that were asked for.</summary>
    public Schema Schema => _decoder.Schema;

    /// <summary>All columns of the stream.</summary>
    public Schema StreamSchema => _decoder.StreamSchema;

    /// <summary>The version that the stream states.</summary>
    public RowBufferVersion Version => _decoder.Version;

    /// <summary>Opens a stream and reads its schema.</summary>
    /// <param name="stream">A readable stream at the start of the RowBuffer. A seekable one is sought over what is not wanted.</param>
    /// <param name="memory">Lends the memory of batches.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="RowBufferFormatException">The input is no RowBuffer v2, or a damaged one.</exception>
    /// <exception cref="ArgumentException">The options name a column that the stream does not have.</exception>
    public static RowBufferReader Open(Stream stream, BatchMemory memory, RowBufferReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return OpenNow(new StreamSource(stream, options.LeaveOpen), memory, options);
    }

    /// <summary>Opens bytes that lie in memory.</summary>
    /// <param name="bytes">The whole RowBuffer; unchanged while the reader is in use.</param>
    /// <param name="memory">Lends the memory of batches.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="RowBufferFormatException">The input is no RowBuffer v2, or a damaged one.</exception>
    /// <exception cref="ArgumentException">The options name a column that the stream does not have.</exception>
    public static RowBufferReader Open(ReadOnlyMemory<byte> bytes, BatchMemory memory, RowBufferReaderOptions options)
        => OpenNow(new MemorySource(bytes), memory, options);

    /// <summary>As <see cref="Open(Stream, BatchMemory, RowBufferReaderOptions)"/>, asynchronously.</summary>
    /// <param name="stream">A readable stream at the start of the RowBuffer.</param>
    /// <param name="memory">Lends the memory of batches.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Stops waiting for bytes.</param>
    /// <exception cref="RowBufferFormatException">The input is no RowBuffer v2, or a damaged one.</exception>
    /// <exception cref="ArgumentException">The options name a column that the stream does not have.</exception>
    public static ValueTask<RowBufferReader> OpenAsync(Stream stream, BatchMemory memory, RowBufferReaderOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return OpenAsync(new StreamSource(stream, options.LeaveOpen), memory, options, cancellationToken);
    }

    /// <summary>Opens the reading end of a pipe.</summary>
    /// <param name="pipe">The pipe; completed when the reader is disposed, unless the options leave it open.</param>
    /// <param name="memory">Lends the memory of batches.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Stops waiting for bytes.</param>
    /// <exception cref="RowBufferFormatException">The input is no RowBuffer v2, or a damaged one.</exception>
    /// <exception cref="ArgumentException">The options name a column that the stream does not have.</exception>
    public static ValueTask<RowBufferReader> OpenAsync(PipeReader pipe, BatchMemory memory, RowBufferReaderOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentNullException.ThrowIfNull(options);
        return OpenAsync(new StreamSource(pipe.AsStream(options.LeaveOpen), leaveOpen: false), memory, options, cancellationToken);
    }

    /// <summary>The next batch, which the caller disposes; null after the last.</summary>
    /// <exception cref="RowBufferFormatException">The input is truncated or damaged, or a batch exceeds <see cref="RowBufferReaderOptions.MaxBatchBytes"/>.</exception>
    /// <exception cref="RowBufferWriterException">The writer ended the stream with an error, which this is.</exception>
    /// <exception cref="QuarryException">The memory budget is exhausted.</exception>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    public ColumnBatch? Read() => _decoder.Now(decoder => decoder.ReadAsync(CancellationToken.None));

    /// <summary>As <see cref="Read"/>, asynchronously.</summary>
    /// <param name="cancellationToken">Stops waiting for bytes. After that the reader stands within a frame and can only be disposed.</param>
    public ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken) => _decoder.ReadAsync(cancellationToken);

    /// <summary>What the directory says of the next batch, whose body is passed over; null after the last. It concerns all columns of the stream.</summary>
    /// <exception cref="RowBufferFormatException">The input is truncated or damaged.</exception>
    /// <exception cref="RowBufferWriterException">The writer ended the stream with an error, which this is.</exception>
    public RowBufferBatchInfo? Inspect() => _decoder.Now(decoder => decoder.InspectAsync(CancellationToken.None));

    /// <summary>As <see cref="Inspect"/>, asynchronously.</summary>
    /// <param name="cancellationToken">Stops waiting for bytes.</param>
    public ValueTask<RowBufferBatchInfo?> InspectAsync(CancellationToken cancellationToken) => _decoder.InspectAsync(cancellationToken);

    /// <summary>Closes the stream. Batches that were handed out live on; a call under way that needs more bytes ends with an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _decoder.Dispose();

    /// <summary>As <see cref="Dispose"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _decoder.Dispose();
        return default;
    }

    private static RowBufferReader OpenNow(ByteSource source, BatchMemory memory, RowBufferReaderOptions options)
    {
        source.Synchronous = true;
        return Completed.Result(OpenAsync(source, memory, options, CancellationToken.None));
    }

    private static async ValueTask<RowBufferReader> OpenAsync(ByteSource source, BatchMemory memory, RowBufferReaderOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxBatchBytes, nameof(options));
        var decoder = new StreamDecoder(source, memory, options);
        try
        {
            await decoder.OpenAsync(cancellationToken).ConfigureAwait(false);
            source.Synchronous = false;
            return new(decoder);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }
}
