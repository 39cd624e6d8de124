using System.Buffers.Binary;

namespace Quarry.Arrow.Reading;

/// <summary>A table of a FlatBuffer (https://flatbuffers.dev/internals/), every access checked. Arrow's library reads strings without looking at the end
/// of the buffer, vectors and depths of any size, and what is shared once per reference, so what it is given is walked with this first.</summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly long _offset;
    private readonly FlatVisits _visits;
    private readonly int _at;
    private readonly int _slots;
    private readonly int _slotCount;

    private FlatTable(ReadOnlySpan<byte> bytes, long at, long offset, FlatVisits visits)
    {
        _bytes = bytes;
        _offset = offset;
        _visits = visits;
        _at = Check(at, sizeof(int));
        long vtable = at - BinaryPrimitives.ReadInt32LittleEndian(bytes[_at..]);
        int head = Check(vtable, 2 * sizeof(ushort));
        int size = BinaryPrimitives.ReadUInt16LittleEndian(bytes[head..]);
        _slots = Check(vtable, Math.Max(size, 2 * sizeof(ushort))) + 2 * sizeof(ushort);
        _slotCount = Math.Max(0, size / sizeof(ushort) - 2);
        visits.Charge(Math.Max(sizeof(int), (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(head + sizeof(ushort))..])));
    }

    /// <summary>The table that a buffer starts with.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="offset">Where it stands in the input, for errors.</param>
    public static FlatTable Root(ReadOnlySpan<byte> bytes, long offset)
        => bytes.Length >= sizeof(int) ? new(bytes, BinaryPrimitives.ReadUInt32LittleEndian(bytes), offset, new(bytes.Length, offset)) : throw Corrupt(offset);

    /// <summary>True if the table states the field.</summary>
    public bool Has(int slot) => Field(slot, 1) != 0;

    public byte Byte(int slot) => Field(slot, sizeof(byte)) is > 0 and int at ? _bytes[at] : (byte)0;

    public short Int16(int slot) => Field(slot, sizeof(short)) is > 0 and int at ? BinaryPrimitives.ReadInt16LittleEndian(_bytes[at..]) : (short)0;

    public long Int64(int slot) => Field(slot, sizeof(long)) is > 0 and int at ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]) : 0;

    /// <summary>A table that must be there.</summary>
    public FlatTable Table(int slot) => Field(slot, sizeof(uint)) is > 0 and int at ? new(_bytes, Follow(at), _offset, _visits) : throw Corrupt(_offset);

    /// <summary>A vector of scalars or structs, or nothing if it is not stated.</summary>
    public ReadOnlySpan<byte> Vector(int slot, int elementBytes, out int count)
    {
        count = 0;
        if (Field(slot, sizeof(uint)) is not (> 0 and int at))
        {
            return [];
        }

        int start = Check(Follow(at), sizeof(uint));
        long elements = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[start..]);
        int first = Check(start + (long)sizeof(uint), elements * elementBytes);
        count = (int)elements;
        _visits.Charge(sizeof(uint) + elements * elementBytes);
        return _bytes.Slice(first, count * elementBytes);
    }

    /// <summary>How many tables a vector of tables holds.</summary>
    public int Count(int slot)
    {
        Vector(slot, sizeof(uint), out int count);
        return count;
    }

    /// <summary>A table of a vector of tables.</summary>
    public FlatTable Item(int slot, int index)
    {
        int at = Field(slot, sizeof(uint));
        return new(_bytes, Follow(Check(Follow(at) + sizeof(uint) + (long)index * sizeof(uint), sizeof(uint))), _offset, _visits);
    }

    /// <summary>Checks a string.</summary>
    /// <param name="slot">The field.</param>
    /// <param name="required">True if it must be there.</param>
    public void String(int slot, bool required)
    {
        Vector(slot, 1, out _);
        if (required && !Has(slot))
        {
            throw Corrupt(_offset);
        }
    }

    private static ArrowFormatException Corrupt(long offset) => ArrowErrors.Corrupt(offset, "the metadata of a message points beyond itself or lacks a part");

    // 0 if the table does not state the field.
    private int Field(int slot, int bytes)
    {
        if (slot >= _slotCount)
        {
            return 0;
        }

        int distance = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(_slots + slot * sizeof(ushort))..]);
        return distance == 0 ? 0 : Check(_at + (long)distance, bytes);
    }

    private long Follow(int at) => at + (long)BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);

    private int Check(long at, long bytes) => at >= 0 && at <= _bytes.Length - bytes ? (int)at : throw Corrupt(_offset);
}
