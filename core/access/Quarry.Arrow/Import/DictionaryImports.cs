using Apache.Arrow;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Dictionaries as columns, each checked and converted once, however many batches refer to it. One that is replaced or added to is another array.</summary>
/// <param name="keeps">False if there is only one batch.</param>
internal sealed class DictionaryImports(bool keeps)
{
    private readonly Dictionary<(ArrayData Dictionary, LogicalType Type), Entry> _entries = [];
    private int _batch;

    /// <summary>What they take.</summary>
    public long Bytes => _entries.Values.Sum(static entry => entry.Blocks.Taken);

    /// <summary>The dictionary of a column, of which the result may hold NULLs. It belongs to this.</summary>
    public ColumnData Get(ArrayData dictionary, ColumnSchema column, BlockSet blocks)
    {
        if (!_entries.TryGetValue((dictionary, column.Type), out Entry? entry))
        {
            BlockSet own = blocks.Apart();
            try
            {
                entry = new(ColumnImport.Import(dictionary, column with { IsNullable = true }, own), own);
            }
            catch
            {
                own.ReleaseAll();
                throw;
            }

            _entries.Add((dictionary, column.Type), entry);
        }

        entry.Batch = _batch;
        return entry.Column;
    }

    /// <summary>Releases those that the batch which was imported last did not refer to: every batch refers to all dictionaries that are in use.</summary>
    public void EndBatch()
    {
        foreach (((ArrayData, LogicalType) key, Entry entry) in _entries)
        {
            if (!keeps || entry.Batch != _batch)
            {
                entry.Blocks.ReleaseAll();
                _entries.Remove(key);
            }
        }

        _batch++;
    }

    public void ReleaseAll()
    {
        foreach (Entry entry in _entries.Values)
        {
            entry.Blocks.ReleaseAll();
        }

        _entries.Clear();
    }

    private sealed class Entry(ColumnData column, BlockSet blocks)
    {
        public ColumnData Column => column;
        public BlockSet Blocks => blocks;
        public int Batch { get; set; }
    }
}
