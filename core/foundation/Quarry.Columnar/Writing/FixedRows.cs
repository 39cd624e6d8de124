namespace Quarry.Columnar.Writing;

/// <summary>Values of one width.</summary>
internal readonly ref struct FixedRows(ReadOnlySpan<byte> bytes, int width) : IValueRows
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Count => _bytes.Length / width;

    public ReadOnlySpan<byte> this[int row] => _bytes.Slice(row * width, width);
}
