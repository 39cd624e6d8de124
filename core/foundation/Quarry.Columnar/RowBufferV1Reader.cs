using Quarry.Columnar.Reading;
using Quarry.Columnar.V1;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>Reads a sequence of RowBuffer v1 messages, and messages of the original's v2 (FORMAT.md), until the stream ends.</summary>
/// <remarks>
/// Cells are read as what their type code guarantees: Integer as int32, BigInt as int64, Binary as binary, Json as json, Decimal as numeric text,
/// all others as the text that they carry. The code's name is the column's native type. One caller at a time; Dispose may come from any thread.
/// </remarks>
public sealed class RowBufferV1Reader : IDisposable
{
    private const int FirstBytes = 6;
    private const int Chunk = 64 << 10;

    private readonly ByteSource _source;
    private readonly RowBufferV1Limits _limits;
    private readonly MessageDecoder _decoder;
    private readonly ByteWriter _bytes = new();
    private readonly CallGate _gate;
    private bool _broken;

    /// <summary>Creates a reader.</summary>
    /// <param name="stream">A readable stream at the start of a message; it is left open.</param>
    /// <param name="memory">Lends the memory of batches.</param>
    /// <param name="limits">How large a message may be.</param>
    public RowBufferV1Reader(Stream stream, BatchMemory memory, RowBufferV1Limits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(limits);
        limits.Validate(nameof(limits));
        _source = new StreamSource(stream, leaveOpen: true);
        _limits = limits;
        _decoder = new(memory, limits);
        _gate = new(typeof(RowBufferV1Reader), _bytes);
    }

    /// <summary>The next message as a batch, which the caller disposes; null at the end of the stream.</summary>
    /// <exception cref="RowBufferFormatException">A message is truncated, damaged, of an unknown version, or larger than the limits.</exception>
    /// <exception cref="InvalidOperationException">Another call is under way, or one has failed.</exception>
    public ColumnBatch? Read() => Completed.Result(ReadAsync(synchronous: true, CancellationToken.None));

    /// <summary>As <see cref="Read"/>, asynchronously.</summary>
    /// <param name="cancellationToken">Stops waiting for bytes. After that the reader stands within a message and can only be disposed.</param>
    public ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken) => ReadAsync(synchronous: false, cancellationToken);

    /// <summary>Gives the reader's memory back, once a call that is under way has ended. The stream stays open, and batches live on.</summary>
    public void Dispose() => _gate.Close();

    private async ValueTask<ColumnBatch?> ReadAsync(bool synchronous, CancellationToken cancellationToken)
    {
        _gate.Enter();
        try
        {
            if (_broken)
            {
                throw new InvalidOperationException("A read of this RowBuffer has failed, so the reader stands within a message. Open the input again.");
            }

            _broken = true;
            _source.Synchronous = synchronous;
            ColumnBatch? batch = await ReadMessageAsync(cancellationToken).ConfigureAwait(false);
            _broken = false;
            return batch;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private async ValueTask<ColumnBatch?> ReadMessageAsync(CancellationToken cancellationToken)
    {
        long at = _source.Position;
        _bytes.Clear();
        if (await _source.FillUpToAsync(_bytes.AppendMemory(FirstBytes), cancellationToken).ConfigureAwait(false) is int read && read < FirstBytes)
        {
            return read == 0 ? null : throw FormatErrors.Truncated(at + read, "a message's header");
        }

        int rest = V1Header.LengthOf(_bytes.Span, at) - FirstBytes;
        await _source.FillAsync(_bytes.AppendMemory(rest), "a message's header", cancellationToken).ConfigureAwait(false);
        V1Header header = V1Header.Read(_bytes.Span, at, _limits);
        _source.Require(header.PayloadLength, "a message");
        _bytes.Clear();
        while (_bytes.Length < header.PayloadLength)
        {
            int chunk = Math.Min(header.PayloadLength - _bytes.Length, Math.Max(Chunk, _bytes.Length));
            await _source.FillAsync(_bytes.AppendMemory(chunk), "a message", cancellationToken).ConfigureAwait(false);
        }

        return _decoder.Decode(header, _bytes.Span, at + header.HeaderLength);
    }
}
