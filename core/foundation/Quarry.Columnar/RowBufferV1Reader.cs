using Quarry.Columnar.Reading;
using Quarry.Columnar.V1;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>Reads a sequence of RowBuffer v1 messages, and messages of the original's v2 (FORMAT.md), until the stream ends.</summary>
/// <remarks>
/// Cells are read as what their type code guarantees: Integer as int32, BigInt as int64, Binary as binary, Json as json, Decimal as numeric text,
/// all others as the text that they carry. The code's name is the column's native type. One caller at a time.
/// </remarks>
public sealed class RowBufferV1Reader : IDisposable
{
    private const int FirstBytes = 6;
    private const int Chunk = 64 << 10;

    private readonly ByteSource _source;
    private readonly RowBufferV1Limits _limits;
    private readonly MessageDecoder _decoder;
    private readonly ByteWriter _bytes = new();
    private bool _disposed;

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
    }

    /// <summary>The next message as a batch, which the caller disposes; null at the end of the stream.</summary>
    /// <exception cref="RowBufferFormatException">A message is truncated, damaged, of an unknown version, or larger than the limits.</exception>
    public ColumnBatch? Read()
    {
        _source.Synchronous = true;
        try
        {
            return Completed.Result(ReadAsync(CancellationToken.None));
        }
        finally
        {
            _source.Synchronous = false;
        }
    }

    /// <summary>As <see cref="Read"/>, asynchronously.</summary>
    /// <param name="cancellationToken">Stops waiting for bytes.</param>
    public async ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
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

    /// <summary>Gives the reader's memory back. The stream stays open, and batches live on.</summary>
    public void Dispose()
    {
        _disposed = true;
        _bytes.Dispose();
    }
}
