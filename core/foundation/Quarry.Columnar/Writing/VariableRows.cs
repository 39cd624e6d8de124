namespace Quarry.Columnar.Writing;

/// <summary>Values that are cut by offsets.</summary>
internal readonly ref struct VariableRows(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> offsets) : IValueRows
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ReadOnlySpan<int> _offsets = offsets;

    public int Count => _offsets.Length - 1;

    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            int start = _offsets[row];
            return _bytes.Slice(start, _offsets[row + 1] - start);
        }
    }
}
