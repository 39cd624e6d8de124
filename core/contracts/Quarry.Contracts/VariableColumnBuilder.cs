using System.Runtime.CompilerServices;
using System.Text;

namespace Quarry.Contracts;

/// <summary>Appends text or bytes of any length. Text is checked to be UTF-8 when the batch is built, in one pass over all its bytes.</summary>
public sealed unsafe class VariableColumnBuilder : ColumnBuilder
{
    private readonly GrowingBuffer _offsetBuffer;
    private readonly GrowingBuffer _dataBuffer;
    private int* _offsets;
    private byte* _data;
    private int _capacity;
    private int _used;
    private int _dataCapacity;

    internal VariableColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory) => (_offsetBuffer, _dataBuffer) = (new(memory), new(memory));

    /// <summary>Appends a value.</summary>
    /// <param name="value">UTF-8 for a text column, else any bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Advance(value.Length);
    }

    /// <summary>Room for one value that the caller writes and then <see cref="Advance"/>s over.</summary>
    /// <param name="length">At most how many bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int length)
    {
        if (_dataCapacity - _used < length || Length >= _capacity)
        {
            Grow(length);
        }

        return new(_data + _used, length);
    }

    /// <summary>Appends the value that was written into the reserved room.</summary>
    /// <param name="length">Its bytes; at most what was reserved.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(_dataCapacity - _used), nameof(length));
        int index = Length;
        if (index >= _capacity)
        {
            Throw.NotReserved();
        }

        // First, since it may need memory and fail: then nothing was appended.
        MarkValid(index);
        _used += length;
        _offsets[index + 1] = _used;
        CountVariableBytes(length);
        Length = index + 1;
    }

    /// <inheritdoc/>
    public override void AppendText(ReadOnlySpan<byte> utf8) => Append(utf8);

    /// <inheritdoc/>
    public override void AppendUtf16(ReadOnlySpan<char> utf16) => Advance(Transcode(utf16, Reserve(Encoding.UTF8.GetMaxByteCount(utf16.Length))));

    internal override void Validate()
    {
        if (Length == 0)
        {
            // Even no value has an offset; here, where a failure leaves every column whole.
            Grow(0);
        }

        if (Column.Type.Kind == TypeKind.Binary || Length == 0)
        {
            return;
        }

        var all = new ReadOnlySpan<byte>(_data, _used);
        if (Ascii.IsValid(all))
        {
            return;
        }

        // A value that starts within a character of its neighbour is invalid although the whole is valid, so each is checked.
        for (int i = 0; i < Length; i++)
        {
            if (!System.Text.Unicode.Utf8.IsValid(all[_offsets[i].._offsets[i + 1]]))
            {
                throw Throw.InvalidUtf8(Column, RowNumber(i));
            }
        }
    }

    internal override ColumnData Detach()
    {
        MemoryBlock? offsets = _offsetBuffer.Detach((Length + 1L) * sizeof(int));
        MemoryBlock? data = _dataBuffer.Detach(_used);
        _offsets = null;
        _data = null;
        (_capacity, _used, _dataCapacity) = (0, 0, 0);
        (MemoryBlock? validity, int nulls, int length) = DetachValidity();
        return new() { Column = Column, Length = length, NullCount = nulls, Validity = validity, Offsets = offsets, Values = data };
    }

    private protected override void AppendDefault()
    {
        Reserve(0);
        Advance(0);
    }

    private protected override void Dispose(bool disposing)
    {
        _offsetBuffer.Dispose();
        _dataBuffer.Dispose();
        _offsets = null;
        _data = null;
        (_capacity, _used, _dataCapacity) = (0, 0, 0);
        base.Dispose(disposing);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if ((long)_used + length > int.MaxValue)
        {
            throw Throw.ColumnTooLarge(Column, RowNumber(Length));
        }

        if (Length >= _capacity)
        {
            _offsetBuffer.Grow((Length + 1L) * sizeof(int), (Length + 2L) * sizeof(int));
            _offsets = (int*)_offsetBuffer.Address;
            _capacity = (int)Math.Min(_offsetBuffer.Length / sizeof(int), Array.MaxLength) - 1;
            if (Length == 0)
            {
                _offsets[0] = 0;
            }
        }

        if (_dataCapacity - _used < length)
        {
            _dataBuffer.Grow(_used, (long)_used + length);
            _data = (byte*)_dataBuffer.Address;
            _dataCapacity = (int)Math.Min(_dataBuffer.Length, int.MaxValue);
        }
    }
}
