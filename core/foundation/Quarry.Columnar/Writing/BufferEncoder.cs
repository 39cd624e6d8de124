using System.IO.Hashing;
using Quarry.Columnar.Codecs;
using Quarry.Columnar.Encodings;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Writing;

/// <summary>Chooses encoding and codec of one buffer and appends its bytes to the body and its entry to the directory.</summary>
internal sealed class BufferEncoder(RowBufferWriterOptions options, ByteWriter directory, ByteWriter body) : IDisposable
{
    private readonly ByteWriter _encoded = new();
    private readonly ByteWriter _scratch = new();
    private readonly IntegerPacker _packer = new();

    /// <summary>The number of the batch in the stream, for what <see cref="ColumnMemo"/> remembers.</summary>
    public int Batch { get; set; }

    /// <summary>Writes a buffer.</summary>
    /// <param name="role">Which.</param>
    /// <param name="raw">Its bytes as they lie in memory.</param>
    /// <param name="width">Bytes per element.</param>
    /// <param name="use">What its elements are.</param>
    /// <param name="memo">What was seen of the column.</param>
    public void Write(BufferRole role, ReadOnlySpan<byte> raw, int width, ElementUse use, ColumnMemo memo)
    {
        BufferEntry entry = Encode(raw, width, use) with { Role = role, Raw = raw.Length };
        ReadOnlySpan<byte> encoded = entry.IsPlain ? raw : _encoded.Span;
        entry = Store(entry, encoded, memo);
        entry.Write(directory.Append(BufferEntry.Size));
    }

    /// <summary>As <see cref="Write"/>, for values of which some are NULL: <paramref name="raw"/> is a copy that this may change.</summary>
    public void WriteNullable(Span<byte> raw, int width, ElementUse use, ReadOnlySpan<byte> validity, ColumnMemo memo)
    {
        // In an encoding a NULL that repeats its neighbour costs least. The reader clears the slots.
        NullSlots.Fill(raw, width, validity);
        BufferEntry entry = Encode(raw, width, use);
        if (entry.IsPlain)
        {
            NullSlots.Clear(raw, width, validity);
        }

        entry = entry with { Role = BufferRole.Values, Raw = raw.Length, Flags = entry.IsPlain ? (byte)0 : BufferEntry.NullsUndefinedFlag };
        Store(entry, entry.IsPlain ? raw : _encoded.Span, memo).Write(directory.Append(BufferEntry.Size));
    }

    public void Dispose()
    {
        _encoded.Dispose();
        _scratch.Dispose();
        _packer.Dispose();
    }

    /// <summary>How many bytes a buffer would take in its best encoding, before the codec.</summary>
    public long EncodedSize(ReadOnlySpan<byte> raw, int width, ElementUse use)
    {
        if (raw.IsEmpty)
        {
            return 0;
        }

        IntegerPacker? integers = use == ElementUse.Integer && NodeShape.IsInteger(width) && _packer.TryLoad(raw, width) ? _packer : null;
        return EncodingChoice.Smallest(raw.Length, width, raw.Length / width, integers?.Runs ?? RunLength.Count(raw, width), integers).Size;
    }

    private BufferEntry Encode(ReadOnlySpan<byte> raw, int width, ElementUse use)
    {
        _encoded.Clear();
        int count = raw.Length / width;
        if (options.Encoding == RowBufferEncoding.Plain || use == ElementUse.Bytes || count == 0)
        {
            return default;
        }

        bool integers = use == ElementUse.Integer && NodeShape.IsInteger(width) && _packer.TryLoad(raw, width);
        int runs = integers ? _packer.Runs : RunLength.Count(raw, width);
        BufferEncoding choice = options.Force ?? EncodingChoice.Choose(raw.Length, width, count, runs, integers ? _packer : null);
        switch (choice)
        {
            case BufferEncoding.Constant when runs == 1:
                _encoded.Append(raw[..width]);
                return new() { Encoding = choice };
            case BufferEncoding.RunLength when runs * (width + (long)sizeof(uint)) <= raw.Length:
                RunLength.Encode(raw, width, runs, _encoded.Append(runs * (width + sizeof(uint))));
                return new() { Encoding = choice, Extra = runs };
            case BufferEncoding.FrameOfReference when integers && _packer.Frame.Bits <= 8 * width:
                Statistics frame = _packer.Frame;
                _packer.PackFrame(_encoded.Append((int)NodeShape.PackedBytes(count, frame.Bits)));
                return new() { Encoding = choice, Bits = (byte)frame.Bits, Base = frame.Min };
            case BufferEncoding.Delta when integers && _packer.Deltas.Bits <= 8 * width:
                Statistics deltas = _packer.Deltas;
                _packer.PackDeltas(_encoded.Append((int)NodeShape.PackedBytes(count - 1L, deltas.Bits)));
                return new() { Encoding = choice, Bits = (byte)deltas.Bits, Base = _packer.First, Extra = deltas.Min };
            default:
                return default;
        }
    }

    private BufferEntry Store(BufferEntry entry, ReadOnlySpan<byte> encoded, ColumnMemo memo)
    {
        int offset = body.Length;
        BufferCodec codec = Compress(entry.Role, encoded, memo);
        if (codec == BufferCodec.None)
        {
            body.Append(encoded);
        }

        ReadOnlySpan<byte> stored = body.Span[offset..];
        entry = entry with { Codec = codec, Offset = offset, Stored = stored.Length, Encoded = encoded.Length, Checksum = XxHash3.HashToUInt64(stored) };
        body.Pad();
        return entry;
    }

    // Appends what the codec made to the body, if it is worth it.
    private BufferCodec Compress(BufferRole role, ReadOnlySpan<byte> encoded, ColumnMemo memo)
    {
        if (options.Codec == RowBufferCodec.None || encoded.Length < CodecChoice.SmallestBuffer)
        {
            return BufferCodec.None;
        }

        BufferCodec codec = options.Codec switch
        {
            RowBufferCodec.Lz4 => BufferCodec.Lz4,
            RowBufferCodec.Zstd => BufferCodec.Zstd,
            _ => Sampled(role, encoded, memo),
        };
        if (codec == BufferCodec.None)
        {
            return codec;
        }

        int most = (int)(encoded.Length / CodecChoice.WorthIt);
        int written = codec == BufferCodec.Lz4
            ? Lz4Block.Compress(encoded, body.Reserve(most))
            : ZstdFrame.Compress(encoded, body.Reserve(most));
        if (written <= 0)
        {
            return BufferCodec.None;
        }

        body.Append(written);
        return codec;
    }

    private BufferCodec Sampled(BufferRole role, ReadOnlySpan<byte> encoded, ColumnMemo memo)
    {
        if (!memo.TryGetCodec(role, Batch, out BufferCodec codec))
        {
            codec = CodecChoice.Choose(encoded, _scratch);
            memo.SetCodec(role, Batch, codec);
        }

        return codec;
    }
}
