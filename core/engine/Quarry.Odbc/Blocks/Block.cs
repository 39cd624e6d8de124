using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Blocks;

/// <summary>Memory that a driver fills with rows, column by column, each value in its room and with its indicator.</summary>
internal sealed unsafe class Block : IDisposable
{
    private readonly Place[] _places;
    private readonly MemoryBlock _memory;

    public Block(ColumnPlan[] columns, int capacity, BatchMemory memory)
    {
        (Capacity, LongValues) = (capacity, new(memory));
        _memory = memory.Rent(columns.Sum(column => ValueBytes(column, capacity) + IndicatorBytes(capacity)));
        _places = new Place[columns.Length];
        byte* at = (byte*)_memory.Address;
        for (int i = 0; i < columns.Length; i++)
        {
            _places[i] = new(at, (nint*)(at + ValueBytes(columns[i], capacity)), columns[i].Room, columns[i].IsVariable);
            at += ValueBytes(columns[i], capacity) + IndicatorBytes(capacity);
        }
    }

    /// <summary>Rows that there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Rows that were fetched.</summary>
    public int Rows { get; set; }

    /// <summary>Rows of the result before this block, for errors.</summary>
    public long RowsBefore { get; private set; }

    public LongValues LongValues { get; }

    public byte* Values(int column) => _places[column].Values;

    public nint* Indicators(int column) => _places[column].Indicators;

    /// <summary>Bytes of a row with its indicators.</summary>
    public static long RowBytes(IEnumerable<ColumnPlan> columns) => columns.Sum(column => column.Room + (long)sizeof(nint));

    /// <summary>Clears the indicators, so that what a driver did not write cannot pass for a length.</summary>
    /// <param name="rowsBefore">Rows of the result before those that come.</param>
    public void Reset(long rowsBefore)
    {
        (Rows, RowsBefore) = (0, rowsBefore);
        LongValues.Clear();
        foreach (Place place in _places)
        {
            new Span<nint>(place.Indicators, Capacity).Fill(Sql.NullData);
        }
    }

    /// <summary>Takes the only row of another block, its long values too.</summary>
    public void Take(Block from)
    {
        int row = Rows++;
        for (int i = 0; i < _places.Length; i++)
        {
            ref readonly Place to = ref _places[i];
            ref readonly Place source = ref from._places[i];
            nint indicator = *source.Indicators;
            to.Indicators[row] = indicator;
            uint length = (uint)(to.IsVariable && indicator >= 0 ? Math.Min(indicator, to.Room) : to.Room);
            Unsafe.CopyBlockUnaligned(to.Values + ((long)row * to.Room), source.Values, length);
        }

        LongValues.Take(from.LongValues, row);
    }

    public void Dispose()
    {
        LongValues.Dispose();
        _memory.Release();
    }

    private static long ValueBytes(ColumnPlan column, int capacity) => Aligned((long)column.Room * capacity);

    private static long IndicatorBytes(int capacity) => Aligned(sizeof(nint) * (long)capacity);

    private static long Aligned(long bytes) => bytes + 63 & ~63L;

    private readonly struct Place(byte* values, nint* indicators, int room, bool isVariable)
    {
        public readonly byte* Values = values;
        public readonly nint* Indicators = indicators;
        public readonly int Room = room;
        public readonly bool IsVariable = isVariable;
    }
}
