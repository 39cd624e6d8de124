using System.Numerics;
using System.Runtime.InteropServices;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Writing;

/// <summary>Writes a column as indices into its distinct values, where that is clearly smaller.</summary>
internal sealed class DictionaryEncoder(RowBufferWriterOptions options, BufferEncoder buffers) : IDisposable
{
    // Against what the codec would make of repeated text, which is a third to a fifth.
    private const int TextFactor = 2;

    private readonly DictionaryBuilder _builder = new();
    private readonly ByteWriter _entries = new();
    private readonly ByteWriter _offsets = new();

    /// <summary>Writes values of one width.</summary>
    /// <returns>The number of distinct values, or 0 if nothing was written.</returns>
    public int TryWriteFixed(ReadOnlySpan<byte> data, int width, ElementUse use, ReadOnlySpan<byte> validity, ColumnMemo memo)
    {
        if (!MayTry(memo) || width < sizeof(int) || !Build(new FixedRows(data, width), validity, memo))
        {
            return 0;
        }

        long size = (long)_builder.Count * width + IndexBytes();
        if (options.Force is null && size * CodecChoice.WorthIt > buffers.EncodedSize(data, width, use))
        {
            memo.RefuseDictionary(buffers.Batch);
            return 0;
        }

        _entries.Clear();
        foreach (int row in _builder.FirstRows)
        {
            _entries.Append(data.Slice(row * width, width));
        }

        WriteIndices(memo);
        buffers.Write(BufferRole.DictionaryValues, _entries.Span, width, use, memo);
        return _builder.Count;
    }

    /// <summary>Writes text or bytes.</summary>
    /// <returns>The number of distinct values, or 0 if nothing was written.</returns>
    public int TryWriteVariable(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> data, ReadOnlySpan<byte> validity, ColumnMemo memo)
    {
        if (!MayTry(memo) || !Build(new VariableRows(data, offsets), validity, memo))
        {
            return 0;
        }

        _entries.Clear();
        _offsets.Clear();
        _offsets.AppendInt32(0);
        foreach (int row in _builder.FirstRows)
        {
            _entries.Append(data[offsets[row]..offsets[row + 1]]);
            _offsets.AppendInt32(_entries.Length);
        }

        long size = _entries.Length + _offsets.Length + IndexBytes();
        if (options.Force is null && size * TextFactor > data.Length + offsets.Length)
        {
            memo.RefuseDictionary(buffers.Batch);
            return 0;
        }

        WriteIndices(memo);
        buffers.Write(BufferRole.DictionaryOffsets, _offsets.Span, sizeof(int), ElementUse.Integer, memo);
        buffers.Write(BufferRole.DictionaryValues, _entries.Span, 1, ElementUse.Bytes, memo);
        return _builder.Count;
    }

    public void Dispose()
    {
        _builder.Dispose();
        _entries.Dispose();
        _offsets.Dispose();
    }

    private bool MayTry(ColumnMemo memo) => options.Encoding == RowBufferEncoding.Auto
        && (options.Force is null ? memo.MayBeDictionary(buffers.Batch) : options.Force == BufferEncoding.Dictionary);

    private bool Build<TRows>(TRows rows, ReadOnlySpan<byte> validity, ColumnMemo memo)
        where TRows : struct, IValueRows, allows ref struct
    {
        bool few = _builder.TryBuild(rows, validity);
        if (!few)
        {
            memo.RefuseDictionary(buffers.Batch);
        }

        return few;
    }

    private long IndexBytes() => NodeShape.PackedBytes(_builder.Indices.Length, 32 - BitOperations.LeadingZeroCount((uint)_builder.Count - 1));

    private void WriteIndices(ColumnMemo memo)
        => buffers.Write(BufferRole.Indices, MemoryMarshal.AsBytes(_builder.Indices), sizeof(int), ElementUse.Integer, memo);
}
