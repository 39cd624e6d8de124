using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using Quarry.Columnar.Encodings;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Writing;

/// <summary>Turns one batch into the head and body of a frame. Its memory is kept from batch to batch; one thread at a time.</summary>
internal sealed class BatchEncoder : IDisposable
{
    private readonly ByteWriter _directory = new();
    private readonly ByteWriter _body = new();
    private readonly ByteWriter _copy = new();
    private readonly ByteWriter _offsetCopy = new();
    private readonly ByteWriter[] _validity = [new(), new()];
    private readonly BufferEncoder _buffers;
    private readonly DictionaryEncoder _dictionaries;
    private int _nodes;

    public BatchEncoder(RowBufferWriterOptions options)
    {
        _buffers = new(options, _directory, _body);
        _dictionaries = new(options, _buffers);
    }

    /// <summary>The directory.</summary>
    public ByteWriter Head => _directory;

    public ByteWriter Body => _body;

    /// <summary>The rows of the batch that was encoded last.</summary>
    public int Rows { get; private set; }

    public void Encode(ColumnBatch batch, int number, IReadOnlyList<ColumnMemo> memos)
    {
        _directory.Clear();
        _body.Clear();
        _nodes = 0;
        _buffers.Batch = number;
        Rows = batch.Rows;
        _directory.AppendInt32(batch.Columns.Count);
        _directory.Append(12).Clear();
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            EncodeNode(batch.Columns[i], 0, [], memos[i]);
        }

        _directory.SetUInt32(4, (uint)_nodes);
        if (_directory.Length > FrameHeader.MaxHeadLength)
        {
            throw FormatErrors.TooLarge("The directory of a batch", "16 MiB", "Write fewer columns.");
        }
    }

    public FrameHeader Header(ulong sequence) => new()
    {
        Kind = FrameKind.Batch,
        Sequence = sequence,
        HeadLength = _directory.Length,
        BodyLength = _body.Length,
        Rows = Rows,
        HeadChecksum = XxHash3.HashToUInt64(_directory.Span),
    };

    public void Dispose()
    {
        _buffers.Dispose();
        _dictionaries.Dispose();
        foreach (ByteWriter writer in (ReadOnlySpan<ByteWriter>)[_directory, _body, _copy, _offsetCopy, .. _validity])
        {
            writer.Dispose();
        }
    }

    /// <param name="column">What is written.</param>
    /// <param name="depth">0, or 1 within a list or timestamp with offset.</param>
    /// <param name="outer">The validity of the column that this is a part of, where it says which slots are NULL; else empty.</param>
    /// <param name="memo">What was seen of the column.</param>
    private void EncodeNode(ColumnVector column, int depth, ReadOnlySpan<byte> outer, ColumnMemo memo)
    {
        int at = _directory.Length;
        _nodes++;
        _directory.Append(Node.EntrySize).Clear();
        ReadOnlySpan<byte> validity = CopyValidity(column, depth, out int nulls);
        if (nulls > 0 && !column.Column.IsNullable)
        {
            throw new ArgumentException($"Column \"{column.Column.Name}\" holds NULLs, and its schema says that it does not.");
        }

        if (nulls > 0)
        {
            _buffers.Write(BufferRole.Validity, validity, 1, ElementUse.Opaque, memo);
        }

        long dataLength = 0;
        int entries = 0;
        switch (column.Type.Layout)
        {
            case ColumnLayout.Bits:
                _buffers.Write(BufferRole.Values, CopyBits(column, validity), 1, ElementUse.Opaque, memo);
                break;
            case ColumnLayout.Fixed:
                entries = EncodeFixed(column, validity, outer, memo);
                break;
            case ColumnLayout.Variable:
                entries = EncodeVariable(column, validity, memo, out dataLength);
                break;
            case ColumnLayout.List:
                EncodeListOffsets(column, memo);
                break;
        }

        int buffers = (_directory.Length - at - Node.EntrySize) / BufferEntry.Size;
        WriteEntry(at, column.Length, nulls, dataLength, entries, buffers);
        for (int i = 0; i < column.Children.Count; i++)
        {
            EncodeNode(column.Children[i], depth + 1, column.Type.Layout == ColumnLayout.TimestampWithOffset ? validity : [], memo.Children[i]);
        }
    }

    private void WriteEntry(int at, int length, int nulls, long dataLength, int entries, int buffers)
    {
        Span<byte> entry = _directory.Written(at, Node.EntrySize);
        BinaryPrimitives.WriteInt64LittleEndian(entry, length);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], nulls);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], dataLength);
        entry[24] = (byte)(entries > 0 ? BufferEncoding.Dictionary : BufferEncoding.Plain);
        entry[25] = (byte)buffers;
        BinaryPrimitives.WriteInt32LittleEndian(entry[28..], entries);
    }

    private int EncodeFixed(ColumnVector column, ReadOnlySpan<byte> validity, ReadOnlySpan<byte> outer, ColumnMemo memo)
    {
        int width = column.Type.ByteWidth;
        ReadOnlySpan<byte> data = column.Data;
        ElementUse use = UseOf(column.Type.Kind);
        if (!outer.IsEmpty)
        {
            Span<byte> cleared = Copy(data);
            NullSlots.Clear(cleared, width, outer);
            _buffers.Write(BufferRole.Values, cleared, width, use, memo);
            return 0;
        }

        int entries = _dictionaries.TryWriteFixed(data, width, use, validity, memo);
        if (entries > 0)
        {
            return entries;
        }

        if (validity.IsEmpty)
        {
            _buffers.Write(BufferRole.Values, data, width, use, memo);
        }
        else
        {
            _buffers.WriteNullable(Copy(data), width, use, validity, memo);
        }

        return 0;
    }

    private int EncodeVariable(ColumnVector column, ReadOnlySpan<byte> validity, ColumnMemo memo, out long dataLength)
    {
        ReadOnlySpan<int> offsets = column.Offsets;
        ReadOnlySpan<byte> data = column.Data;
        if (offsets[0] != 0 || HoldsBytes(offsets, validity))
        {
            Compact(ref offsets, ref data, validity);
        }

        dataLength = offsets[^1];
        int entries = _dictionaries.TryWriteVariable(offsets, data, validity, memo);
        if (entries == 0)
        {
            _buffers.Write(BufferRole.Offsets, MemoryMarshal.AsBytes(offsets), sizeof(int), ElementUse.Integer, memo);
            _buffers.Write(BufferRole.Values, data, 1, ElementUse.Bytes, memo);
        }

        return entries;
    }

    private void EncodeListOffsets(ColumnVector column, ColumnMemo memo)
    {
        ReadOnlySpan<int> offsets = column.Offsets;
        if (offsets[0] != 0 || offsets[^1] != column.Children[0].Length)
        {
            throw new ArgumentException($"The offsets of list column \"{column.Column.Name}\" do not run from 0 to the number of its elements.");
        }

        _buffers.Write(BufferRole.Offsets, MemoryMarshal.AsBytes(offsets), sizeof(int), ElementUse.Integer, memo);
    }

    private static ElementUse UseOf(TypeKind kind) => kind switch
    {
        TypeKind.Float32 or TypeKind.Float64 => ElementUse.Float,
        TypeKind.Interval or TypeKind.Uuid or TypeKind.FixedBinary => ElementUse.Opaque,
        _ => ElementUse.Integer,
    };

    // Bits beyond the rows are undefined in memory and zero on the wire; the NULLs are counted from the same bits.
    private ReadOnlySpan<byte> CopyValidity(ColumnVector column, int depth, out int nulls)
    {
        nulls = 0;
        if (column.NullCount == 0)
        {
            return [];
        }

        ByteWriter writer = _validity[depth];
        writer.Clear();
        writer.Append(column.Validity);
        Span<byte> bits = writer.Written(0, writer.Length);
        ClearTail(bits, column.Length);
        nulls = column.Length - Bitmap.CountSet(bits);
        return nulls == 0 ? [] : bits;
    }

    private Span<byte> CopyBits(ColumnVector column, ReadOnlySpan<byte> validity)
    {
        Span<byte> bits = Copy(column.Data);
        ClearTail(bits, column.Length);
        for (int i = 0; i < validity.Length; i++)
        {
            bits[i] &= validity[i];
        }

        return bits;
    }

    private static void ClearTail(Span<byte> bits, int length)
    {
        if (length % 8 != 0)
        {
            bits[^1] &= (byte)((1 << (length % 8)) - 1);
        }
    }

    private Span<byte> Copy(ReadOnlySpan<byte> data)
    {
        _copy.Clear();
        _copy.Append(data);
        return _copy.Written(0, data.Length);
    }

    private static bool HoldsBytes(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> validity)
    {
        for (int i = 0; i < validity.Length; i++)
        {
            for (int missing = ~validity[i] & 0xFF; missing != 0; missing &= missing - 1)
            {
                int row = i * 8 + BitOperations.TrailingZeroCount(missing);
                if (row < offsets.Length - 1 && offsets[row] != offsets[row + 1])
                {
                    return true;
                }
            }
        }

        return false;
    }

    // What no value refers to does not reach the wire.
    private void Compact(ref ReadOnlySpan<int> offsets, ref ReadOnlySpan<byte> data, ReadOnlySpan<byte> validity)
    {
        _copy.Clear();
        _offsetCopy.Clear();
        _offsetCopy.AppendInt32(0);
        for (int row = 0; row < offsets.Length - 1; row++)
        {
            if (validity.IsEmpty || (validity[row >> 3] >> (row & 7) & 1) != 0)
            {
                _copy.Append(data[offsets[row]..offsets[row + 1]]);
            }

            _offsetCopy.AppendInt32(_copy.Length);
        }

        offsets = MemoryMarshal.Cast<byte, int>(_offsetCopy.Span);
        data = _copy.Span;
    }
}
