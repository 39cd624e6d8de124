using Quarry.Contracts;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Blocks;

/// <summary>Memory that a driver fills with rows, column by column, each value in its room and with its indicator.</summary>
internal sealed unsafe class Block : IDisposable
{
    private readonly ColumnPlan[] _columns;
    private readonly long[] _offsets;
    private readonly MemoryBlock _memory;

    public Block(ColumnPlan[] columns, int capacity, BatchMemory memory)
    {
        (_columns, Capacity, LongValues) = (columns, capacity, new(memory));
        _offsets = new long[columns.Length];
        long bytes = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            _offsets[i] = bytes;
            bytes += Aligned((long)columns[i].Room * capacity) + (sizeof(nint) * (long)capacity);
            bytes = Aligned(bytes);
        }

        _memory = memory.Rent(bytes);
    }

    /// <summary>Rows that there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Rows that were fetched.</summary>
    public int Rows { get; set; }

    /// <summary>Rows of the result before this block, for errors.</summary>
    public long RowsBefore { get; private set; }

    public LongValues LongValues { get; }

    public byte* Values(int column) => (byte*)_memory.Address + _offsets[column];

    public nint* Indicators(int column) => (nint*)(Values(column) + Aligned((long)_columns[column].Room * Capacity));

    /// <summary>Bytes of a row with its indicators.</summary>
    public static long RowBytes(IEnumerable<ColumnPlan> columns) => columns.Sum(column => column.Room + (long)sizeof(nint));

    /// <summary>Clears the indicators, so that what a driver did not write cannot pass for a length.</summary>
    /// <param name="rowsBefore">Rows of the result before those that come.</param>
    public void Reset(long rowsBefore)
    {
        (Rows, RowsBefore) = (0, rowsBefore);
        LongValues.Clear();
        for (int i = 0; i < _columns.Length; i++)
        {
            new Span<nint>(Indicators(i), Capacity).Fill(Sql.NullData);
        }
    }

    /// <summary>Takes the only row of another block, its long values too.</summary>
    public void Take(Block from)
    {
        int row = Rows++;
        for (int i = 0; i < _columns.Length; i++)
        {
            int room = _columns[i].Room;
            nint indicator = *from.Indicators(i);
            Indicators(i)[row] = indicator;
            nint length = _columns[i].IsVariable && indicator >= 0 ? Math.Min(indicator, room) : room;
            System.Buffer.MemoryCopy(from.Values(i), Values(i) + ((long)row * room), room, length);
        }

        LongValues.Take(from.LongValues, row);
    }

    public void Dispose()
    {
        LongValues.Dispose();
        _memory.Release();
    }

    private static long Aligned(long bytes) => bytes + 63 & ~63L;
}
