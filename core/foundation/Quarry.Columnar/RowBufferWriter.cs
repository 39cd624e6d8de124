using System.Buffers;
using System.IO.Pipelines;
using Quarry.Columnar.Writing;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>Writes batches of one schema as a RowBuffer v2 stream (FORMAT.md).</summary>
/// <remarks>
/// One caller at a time. Batches stay the caller's. A stream ends with <see cref="Complete"/> or <see cref="Fail"/>; one that was only disposed is
/// truncated, and its reader says so. The synchronous members write synchronously, the others asynchronously; they may be mixed.
/// </remarks>
public sealed class RowBufferWriter : IDisposable, IAsyncDisposable
{
    private readonly StreamEncoder _encoder;

    /// <summary>Creates a writer into a stream.</summary>
    /// <param name="stream">A writable stream. It is written in large parts and needs no buffer of its own.</param>
    /// <param name="schema">The columns of all batches.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="ArgumentException">The options ask for a version that this writer does not write.</exception>
    public RowBufferWriter(Stream stream, Schema schema, RowBufferWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        _encoder = new(new StreamSink(stream, options.LeaveOpen), schema, options);
    }

    /// <summary>Creates a writer into the writing end of a pipe.</summary>
    /// <param name="pipe">The pipe; completed when the writer is disposed, unless the options leave it open.</param>
    /// <param name="schema">The columns of all batches.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="ArgumentException">The options ask for a version that this writer does not write.</exception>
    public RowBufferWriter(PipeWriter pipe, Schema schema, RowBufferWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentNullException.ThrowIfNull(options);
        _encoder = new(new StreamSink(pipe.AsStream(options.LeaveOpen), leaveOpen: false), schema, options);
    }

    /// <summary>Creates a writer into memory.</summary>
    /// <param name="memory">Receives the bytes.</param>
    /// <param name="schema">The columns of all batches.</param>
    /// <param name="options">How to write.</param>
    /// <exception cref="ArgumentException">The options ask for a version that this writer does not write.</exception>
    public RowBufferWriter(IBufferWriter<byte> memory, Schema schema, RowBufferWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(options);
        _encoder = new(new MemorySink(memory), schema, options);
    }

    /// <summary>Bytes given to the stream so far.</summary>
    public long BytesWritten => _encoder.BytesWritten;

    /// <summary>Writes a batch. With several threads it may still be in work when this returns, and its error comes from a later call.</summary>
    /// <param name="batch">A batch whose columns have the schema's types.</param>
    /// <exception cref="ArgumentException">Its columns differ from the schema's, or hold NULLs where the schema allows none.</exception>
    /// <exception cref="InvalidOperationException">The stream has ended, or a write has failed before.</exception>
    public void Write(ColumnBatch batch) => _encoder.Now(encoder => encoder.WriteAsync(batch, CancellationToken.None));

    /// <summary>As <see cref="Write"/>, asynchronously.</summary>
    /// <param name="batch">A batch whose columns have the schema's types.</param>
    /// <param name="cancellationToken">Stops waiting. After that the stream stands within a frame and can only be disposed.</param>
    public ValueTask WriteAsync(ColumnBatch batch, CancellationToken cancellationToken) => _encoder.WriteAsync(batch, cancellationToken);

    /// <summary>Writes an extension block: bytes that readers understand by name.</summary>
    /// <param name="name">Its name, such as a reverse domain name.</param>
    /// <param name="required">True if a reader that does not know the name must refuse the stream; else it skips the block.</param>
    /// <param name="payload">The bytes.</param>
    public void WriteExtension(string name, bool required, ReadOnlyMemory<byte> payload)
        => _encoder.Now(encoder => encoder.WriteExtensionAsync(name, required, payload, CancellationToken.None));

    /// <summary>As <see cref="WriteExtension"/>, asynchronously.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="required">True if a reader that does not know the name must refuse the stream.</param>
    /// <param name="payload">The bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask WriteExtensionAsync(string name, bool required, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
        => _encoder.WriteExtensionAsync(name, required, payload, cancellationToken);

    /// <summary>Writes what is in work, and the end frame, and flushes. Nothing can be written after it.</summary>
    public void Complete() => _encoder.Now(encoder => encoder.CompleteAsync(CancellationToken.None));

    /// <summary>As <see cref="Complete"/>, asynchronously.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => _encoder.CompleteAsync(cancellationToken);

    /// <summary>Ends the stream with an error frame, so that its reader throws this error after the batches before it.</summary>
    /// <param name="error">Why there is no more. Its message reaches the reader.</param>
    public void Fail(QuarryException error) => _encoder.Now(encoder => encoder.FailAsync(error, CancellationToken.None));

    /// <summary>As <see cref="Fail"/>, asynchronously.</summary>
    /// <param name="error">Why there is no more.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask FailAsync(QuarryException error, CancellationToken cancellationToken) => _encoder.FailAsync(error, cancellationToken);

    /// <summary>Closes the stream. It waits for batches in work, and drops them.</summary>
    public void Dispose() => _encoder.Dispose();

    /// <summary>As <see cref="Dispose"/>.</summary>
    public ValueTask DisposeAsync()
    {
        _encoder.Dispose();
        return default;
    }
}
