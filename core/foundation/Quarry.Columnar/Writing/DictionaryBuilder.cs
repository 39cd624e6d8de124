using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quarry.Columnar.Writing;

/// <summary>Finds the distinct values of a column, in the order of their first row. Its memory is kept from column to column.</summary>
internal sealed class DictionaryBuilder : IDisposable
{
    public const int MaxEntries = 1 << 16;
    private const int TrialRows = 1024;
    private const int FirstSlots = 1024;
    private const int TooMany = -1;
    private const ulong Mix = 0x9E3779B97F4A7C15;

    private readonly Slot[] _firstSlots = new Slot[FirstSlots];
    private Slot[] _slots;
    private int _mask;
    private int[] _firstRows = new int[FirstSlots / 2];
    private uint[] _indices = [];
    private int _rows;

    public DictionaryBuilder() => _slots = _firstSlots;

    /// <summary>How many distinct values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Per row the index of its value; 0 for NULL.</summary>
    public ReadOnlySpan<uint> Indices => _indices.AsSpan(0, _rows);

    /// <summary>Per distinct value the first row that has it.</summary>
    public ReadOnlySpan<int> FirstRows => _firstRows.AsSpan(0, Count);

    /// <summary>Finds the distinct values.</summary>
    /// <returns>False, early, if there are too many to be worth it, or none.</returns>
    public bool TryBuild<TRows>(TRows values, ReadOnlySpan<byte> validity)
        where TRows : struct, IValueRows, allows ref struct
    {
        Reset(values.Count);
        uint[] indices = _indices;
        for (int row = 0; row < _rows; row++)
        {
            if (!validity.IsEmpty && (validity[row >> 3] >> (row & 7) & 1) == 0)
            {
                indices[row] = 0;
                continue;
            }

            // No shortcut for a value that repeats: on random values it costs a mispredicted branch, which is dearer than the probe.
            int index = IndexOf(values[row], row, values);
            if (index == TooMany)
            {
                return false;
            }

            indices[row] = (uint)index;
        }

        return Count > 0;
    }

    public void Dispose() => UseSlots(_firstSlots, FirstSlots);

    // A large table is cleared only for columns that need it: most are told from their first rows.
    private void Reset(int rows)
    {
        UseSlots(_firstSlots, FirstSlots);
        (_rows, Count) = (rows, 0);
        if (_indices.Length < rows)
        {
            _indices = new uint[rows];
        }
    }

    private void UseSlots(Slot[] slots, int size)
    {
        if (_slots != _firstSlots)
        {
            ArrayPool<Slot>.Shared.Return(_slots);
        }

        (_slots, _mask) = (slots, size - 1);
        Array.Clear(slots, 0, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOf<TRows>(ReadOnlySpan<byte> value, int row, TRows values)
        where TRows : struct, IValueRows, allows ref struct
    {
        (ulong low, ulong high, bool exact) = Key(value);
        Slot[] slots = _slots;
        int mask = _mask;
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
        if (Count + 1 > Math.Min(MaxEntries, Math.Max(TrialRows, row) / 4))
        {
            return TooMany;
        }

        if (Count == (_mask + 1) / 2)
        {
            Grow();
            at = FreeSlot(_slots, _mask, Hash(low, high, length));
        }

        _firstRows[Count] = row;
        _slots[at] = new(low, high, length, Count + 1);
        return Count++;
    }

    // Half full at most, so that probes stay short.
    private void Grow()
    {
        int size = (_mask + 1) * 2;
        ReadOnlySpan<Slot> old = _slots.AsSpan(0, _mask + 1);
        Slot[] larger = ArrayPool<Slot>.Shared.Rent(size);
        Array.Clear(larger, 0, size);
        foreach (Slot slot in old)
        {
            if (slot.IndexPlusOne != 0)
            {
                larger[FreeSlot(larger, size - 1, Hash(slot.Low, slot.High, slot.Length))] = slot;
            }
        }

        if (_slots != _firstSlots)
        {
            ArrayPool<Slot>.Shared.Return(_slots);
        }

        (_slots, _mask) = (larger, size - 1);
        if (_firstRows.Length < size / 2)
        {
            Array.Resize(ref _firstRows, size / 2);
        }
    }

    private static int FreeSlot(Slot[] slots, int mask, int hash)
    {
        int at = hash & mask;
        while (slots[at].IndexPlusOne != 0)
        {
            at = (at + 1) & mask;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong low, ulong high, int length)
    {
        ulong mixed = (low ^ BitOperations.RotateLeft(high, 29) ^ (ulong)length) * Mix;
        return (int)((mixed ^ (mixed >> 32)) & int.MaxValue);
    }

    // Up to 16 bytes the two words are the value itself: with the length they say which one it is. Up to 32 they mix all of its bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Low, ulong High, bool Exact) Key(ReadOnlySpan<byte> value)
    {
        int length = value.Length;
        ref byte first = ref MemoryMarshal.GetReference(value);
        if (length is >= 8 and <= 16)
        {
            return (Word(ref first, 0), Word(ref first, length - 8), true);
        }

        if (length < 8)
        {
            return length switch
            {
                >= 4 => (Unsafe.ReadUnaligned<uint>(ref first), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4)), true),
                >= 2 => (BinaryPrimitives.ReadUInt16LittleEndian(value), value[^1], true),
                1 => (first, 0, true),
                _ => (0, 0, true),
            };
        }

        return length <= 32
            ? (Word(ref first, 0) + Word(ref first, 8) * Mix, Word(ref first, length - 8) + Word(ref first, length - 16) * Mix, false)
            : (XxHash3.HashToUInt64(value), 0, false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte first, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));

    private readonly struct Slot(ulong low, ulong high, int length, int indexPlusOne)
    {
        public readonly ulong Low = low;
        public readonly ulong High = high;
        public readonly int Length = length;
        public readonly int IndexPlusOne = indexPlusOne;
    }
}
