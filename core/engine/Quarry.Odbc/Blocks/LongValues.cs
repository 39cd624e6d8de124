using Quarry.Contracts;

namespace Quarry.Odbc.Blocks;

/// <summary>The values of a block that did not fit their room, each in memory of its own.</summary>
internal sealed unsafe class LongValues(BatchMemory memory) : IDisposable
{
    private readonly Dictionary<(int Column, int Row), (MemoryBlock Block, int Length)> _values = [];

    /// <summary>Bytes of all values.</summary>
    public long Bytes { get; private set; }

    public int Count => _values.Count;

    /// <summary>A value.</summary>
    public ReadOnlySpan<byte> this[int column, int row]
    {
        get
        {
            (MemoryBlock block, int length) = _values[(column, row)];
            return new((void*)block.Address, length);
        }
    }

    public bool Has(int column, int row) => _values.ContainsKey((column, row));

    /// <summary>Keeps a value, whose block becomes ours.</summary>
    public void Add(int column, int row, MemoryBlock block, int length)
    {
        _values.Add((column, row), (block, length));
        Bytes += length;
    }

    /// <summary>Takes the values of the only row of another block.</summary>
    public void Take(LongValues from, int row)
    {
        if (from.Count > 0)
        {
            foreach (((int column, _), (MemoryBlock block, int length)) in from._values)
            {
                Add(column, row, block, length);
            }

            from._values.Clear();
            from.Bytes = 0;
        }
    }

    /// <summary>Memory for a value that is being read.</summary>
    public MemoryBlock Rent(long bytes) => memory.Rent(bytes);

    public void Clear()
    {
        foreach ((MemoryBlock block, _) in _values.Values)
        {
            block.Release();
        }

        _values.Clear();
        Bytes = 0;
    }

    public void Dispose() => Clear();
}
