using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quarry.Columnar.Writing;

/// <summary>Finds the distinct values of a column, in the order of their first row. Its memory is kept from column to column.</summary>
internal sealed class DictionaryBuilder
{
    public const int MaxEntries = 1 << 16;
    private const int TrialRows = 1024;
    private const int FirstSlots = 1024;
    private const ulong Mix = 0x9E3779B97F4A7C15;

    private Slot[] _slots = new Slot[FirstSlots];
    private int[] _firstRows = new int[FirstSlots / 2];
    private uint[] _indices = [];
    private int _rows;

    /// <summary>How many distinct values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Per row the index of its value; 0 for NULL.</summary>
    public ReadOnlySpan<uint> Indices => _indices.AsSpan(0, _rows);

    /// <summary>Per distinct value the first row that has it.</summary>
    public ReadOnlySpan<int> FirstRows => _firstRows.AsSpan(0, Count);

    /// <summary>Finds the distinct values.</summary>
    /// <returns>False, early, if there are too many to be worth it, or none.</returns>
    public bool TryBuild(in ValueRows values, ReadOnlySpan<byte> validity)
    {
        _rows = values.Count;
        Count = 0;
        Array.Clear(_slots);
        if (_indices.Length < _rows)
        {
            _indices = new uint[_rows];
        }

        for (int row = 0; row < _rows; row++)
        {
            if (!validity.IsEmpty && (validity[row >> 3] >> (row & 7) & 1) == 0)
            {
                _indices[row] = 0;
                continue;
            }

            // No shortcut for a value that repeats: on random values it costs a mispredicted branch, which is dearer than the probe.
            int index = IndexOf(values[row], row, values);
            _indices[row] = (uint)index;
            if (index == Count - 1 && Count > Math.Min(MaxEntries, Math.Max(TrialRows, row) / 4))
            {
                return false;
            }
        }

        return Count > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOf(ReadOnlySpan<byte> value, int row, in ValueRows values)
    {
        (ulong low, ulong high, bool exact) = Key(value);
        Slot[] slots = _slots;
        int mask = slots.Length - 1;
        int at = Hash(low, high, value.Length) & mask;
        for (; slots[at].IndexPlusOne != 0; at = (at + 1) & mask)
        {
            ref Slot slot = ref slots[at];
            if (slot.Low == low && slot.High == high && slot.Length == value.Length
                && (exact || value.SequenceEqual(values[_firstRows[slot.IndexPlusOne - 1]])))
            {
                return slot.IndexPlusOne - 1;
            }
        }

        return Add(low, high, value.Length, at, row);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Add(ulong low, ulong high, int length, int at, int row)
    {
        if (Count == _firstRows.Length)
        {
            Grow();
            int mask = _slots.Length - 1;
            for (at = Hash(low, high, length) & mask; _slots[at].IndexPlusOne != 0; at = (at + 1) & mask)
            {
            }
        }

        _firstRows[Count] = row;
        _slots[at] = new(low, high, length, Count + 1);
        return Count++;
    }

    // Half full at most, so that probes stay short.
    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        Array.Resize(ref _firstRows, _slots.Length / 2);
        foreach (Slot slot in old)
        {
            if (slot.IndexPlusOne != 0)
            {
                int at = Hash(slot.Low, slot.High, slot.Length) & (_slots.Length - 1);
                while (_slots[at].IndexPlusOne != 0)
                {
                    at = (at + 1) & (_slots.Length - 1);
                }

                _slots[at] = slot;
            }
        }
    }

    private static int Hash(ulong low, ulong high, int length)
    {
        ulong mixed = (low ^ BitOperations.RotateLeft(high, 29) ^ (ulong)length) * Mix;
        return (int)((mixed ^ (mixed >> 32)) & int.MaxValue);
    }

    // Up to 16 bytes the two words are the value itself: with the length they say which one it is. Up to 32 they mix all of its bytes.
    private static (ulong Low, ulong High, bool Exact) Key(ReadOnlySpan<byte> value) => value.Length switch
    {
        > 16 and <= 32 => (MemoryMarshal.Read<ulong>(value) + MemoryMarshal.Read<ulong>(value[8..]) * Mix,
            MemoryMarshal.Read<ulong>(value[^8..]) + MemoryMarshal.Read<ulong>(value[^16..]) * Mix, false),
        > 32 => (XxHash3.HashToUInt64(value), 0, false),
        >= 8 => (MemoryMarshal.Read<ulong>(value), MemoryMarshal.Read<ulong>(value[^8..]), true),
        >= 4 => (MemoryMarshal.Read<uint>(value), MemoryMarshal.Read<uint>(value[^4..]), true),
        >= 2 => (BinaryPrimitives.ReadUInt16LittleEndian(value), value[^1], true),
        1 => (value[0], 0, true),
        _ => (0, 0, true),
    };

    private readonly struct Slot(ulong low, ulong high, int length, int indexPlusOne)
    {
        public readonly ulong Low = low;
        public readonly ulong High = high;
        public readonly int Length = length;
        public readonly int IndexPlusOne = indexPlusOne;
    }
}
