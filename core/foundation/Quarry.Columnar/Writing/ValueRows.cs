namespace Quarry.Columnar.Writing;

/// <summary>The values of a column as byte spans, whether of one width or cut by offsets.</summary>
internal readonly ref struct ValueRows
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<int> _offsets;
    private readonly int _width;

    public ValueRows(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> offsets)
    {
        _bytes = bytes;
        _offsets = offsets;
        Count = offsets.Length - 1;
    }

    public ValueRows(ReadOnlySpan<byte> bytes, int width)
    {
        _bytes = bytes;
        _width = width;
        Count = bytes.Length / width;
    }

    public int Count { get; }

    public ReadOnlySpan<byte> this[int row] => _width > 0 ? _bytes.Slice(row * _width, _width) : _bytes[_offsets[row].._offsets[row + 1]];
}
