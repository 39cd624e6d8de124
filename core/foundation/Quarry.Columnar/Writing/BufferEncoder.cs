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
    private readonly bool _maySplit = SplitChoice.IsAllowed(options);

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
        if (!entry.IsPlain || use != ElementUse.Float || !TryWriteSplit(entry, raw, width, memo))
        {
            Store(entry, entry.IsPlain ? raw : _encoded.Span, memo);
        }
    }

    /// <summary>As <see cref="Write"/>, for values of which some are NULL: <paramref name="raw"/> is a copy that this may change.</summary>
    public void WriteNullable(Span<byte> raw, int width, ElementUse use, ReadOnlySpan<byte> validity, ColumnMemo memo)
    {
        // In an encoding a NULL that repeats its neighbour costs least. The reader clears the slots.
        NullSlots.Fill(raw, width, validity);
        BufferEntry entry = Encode(raw, width, use) with { Role = BufferRole.Values, Raw = raw.Length, Flags = BufferEntry.NullsUndefinedFlag };
        if (!entry.IsPlain)
        {
            Store(entry, _encoded.Span, memo);
        }
        else if (use != ElementUse.Float || !TryWriteSplit(entry, raw, width, memo))
        {
            NullSlots.Clear(raw, width, validity);
            Store(entry with { Flags = 0 }, raw, memo);
        }
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
            case BufferEncoding.ByteStreamSplit when _maySplit && use == ElementUse.Float:
                ByteStreamSplit.Split(raw, width, _encoded.Append(raw.Length));
                return new() { Encoding = choice };
            default:
                return default;
        }
    }

    // Byte streams are worth it only before a codec that makes them smaller; else floats stay as they lie in memory.
    private bool TryWriteSplit(BufferEntry entry, ReadOnlySpan<byte> raw, int width, ColumnMemo memo)
    {
        if (!_maySplit || raw.Length < CodecChoice.SmallestBuffer)
        {
            return false;
        }

        if (!memo.TryGetCodec(entry.Role, Batch, out (bool Split, BufferCodec Codec) choice))
        {
            choice = SplitChoice.Choose(raw, width, options.Codec, _encoded, _scratch);
            memo.SetCodec(entry.Role, Batch, choice.Split, choice.Codec);
        }

        if (!choice.Split)
        {
            return false;
        }

        _encoded.Clear();
        ByteStreamSplit.Split(raw, width, _encoded.Append(raw.Length));
        int offset = body.Length;
        if (!TryCompress(choice.Codec, _encoded.Span))
        {
            return false;
        }

        Close(entry with { Encoding = BufferEncoding.ByteStreamSplit, Codec = choice.Codec, Offset = offset, Encoded = raw.Length });
        return true;
    }

    private void Store(BufferEntry entry, ReadOnlySpan<byte> encoded, ColumnMemo memo)
    {
        int offset = body.Length;
        BufferCodec codec = Compress(entry.Role, encoded, memo);
        if (codec == BufferCodec.None)
        {
            body.Append(encoded);
        }

        Close(entry with { Codec = codec, Offset = offset, Encoded = encoded.Length });
    }

    // The body ends with the stored bytes.
    private void Close(BufferEntry entry)
    {
        ReadOnlySpan<byte> stored = body.Span[(int)entry.Offset..];
        entry = entry with { Stored = stored.Length, Checksum = XxHash3.HashToUInt64(stored) };
        body.Pad();
        entry.Write(directory.Append(BufferEntry.Size));
    }

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
        return codec != BufferCodec.None && TryCompress(codec, encoded) ? codec : BufferCodec.None;
    }

    // Appends what the codec made to the body, if it is worth it.
    private bool TryCompress(BufferCodec codec, ReadOnlySpan<byte> encoded)
    {
        int most = (int)(encoded.Length / CodecChoice.WorthIt);
        int written = codec == BufferCodec.Lz4
            ? Lz4Block.Compress(encoded, body.Reserve(most))
            : ZstdFrame.Compress(encoded, body.Reserve(most));
        if (written <= 0)
        {
            return false;
        }

        body.Append(written);
        return true;
    }

    private BufferCodec Sampled(BufferRole role, ReadOnlySpan<byte> encoded, ColumnMemo memo)
    {
        if (!memo.TryGetCodec(role, Batch, out (bool Split, BufferCodec Codec) choice))
        {
            choice = (false, CodecChoice.Choose(encoded, _scratch));
            memo.SetCodec(role, Batch, choice.Split, choice.Codec);
        }

        return choice.Codec;
    }
}
