using Quarry.Columnar.V1;
using Quarry.Columnar.Writing;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>Writes batches as a sequence of RowBuffer v1 messages (FORMAT.md), each within the limits of existing clients.</summary>
/// <remarks>Every batch becomes one message or more, an empty batch a message without rows. One caller at a time. A stream of v1 has no end mark.</remarks>
public sealed class RowBufferV1Writer : IDisposable
{
    private readonly ByteSink _sink;
    private readonly Schema _schema;
    private readonly MessageEncoder _encoder;
    private bool _disposed;

    /// <summary>Creates a writer.</summary>
    /// <param name="stream">A writable stream; it is left open.</param>
    /// <param name="schema">The columns of all batches.</param>
    /// <param name="limits">How large a message may be.</param>
    /// <exception cref="QuarryException">A column's type has no code in v1, or there are too many columns.</exception>
    public RowBufferV1Writer(Stream stream, Schema schema, RowBufferV1Limits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _sink = new StreamSink(stream, leaveOpen: true);
        _schema = schema;
        _encoder = new(schema, limits);
    }

    /// <summary>Writes a batch.</summary>
    /// <param name="batch">A batch of the schema's types; it stays the caller's.</param>
    /// <exception cref="QuarryException">A row or cell alone exceeds the limits.</exception>
    public void Write(ColumnBatch batch)
    {
        _sink.Synchronous = true;
        try
        {
            Completed.Result(WriteAsync(batch, CancellationToken.None));
        }
        finally
        {
            _sink.Synchronous = false;
        }
    }

    /// <summary>As <see cref="Write"/>, asynchronously.</summary>
    /// <param name="batch">A batch of the schema's types; it stays the caller's.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask WriteAsync(ColumnBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_disposed, this);
        SchemaMatch.Require(batch.Schema, _schema);
        int row = 0;
        do
        {
            row += _encoder.Encode(batch, row);
            await _sink.WriteAsync(_encoder.Message.Memory, cancellationToken).ConfigureAwait(false);
        }
        while (row < batch.Rows);
    }

    /// <summary>Gives the writer's memory back. The stream stays open.</summary>
    public void Dispose()
    {
        _disposed = true;
        _encoder.Dispose();
    }
}
