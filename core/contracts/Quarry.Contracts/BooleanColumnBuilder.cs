using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

/// <summary>Appends booleans, one bit each.</summary>
public sealed unsafe class BooleanColumnBuilder : ColumnBuilder
{
    private readonly GrowingBuffer _buffer;
    private byte* _bits;
    private long _capacity;

    internal BooleanColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory) => _buffer = new(memory);

    /// <summary>Appends a value.</summary>
    /// <param name="value">The value.</param>
    public void Append(bool value)
    {
        int index = Length;
        if (index == _capacity)
        {
            _buffer.Grow(index / 8, index / 8 + 1);
            _bits = (byte*)_buffer.Address;
            _capacity = _buffer.Length * 8;
        }

        MarkValid(index);
        // The first bit of a byte writes the whole byte: memory of a block is undefined until then.
        int bit = (value ? 1 : 0) << (index & 7);
        _bits[index >> 3] = (byte)((index & 7) == 0 ? bit : _bits[index >> 3] | bit);
        Length = index + 1;
    }

    /// <summary>Appends values, none of them NULL.</summary>
    /// <param name="values">The values.</param>
    public void Append(ReadOnlySpan<bool> values)
    {
        foreach (bool value in values)
        {
            Append(value);
        }
    }

    /// <inheritdoc/>
    public override void AppendText(ReadOnlySpan<byte> utf8)
    {
        ParseStatus status = FixedText.TryParseBoolean(utf8, out bool value);
        if (status != ParseStatus.Ok)
        {
            throw Bad(status, utf8);
        }

        Append(value);
    }

    internal override ColumnData Detach()
    {
        MemoryBlock? values = _buffer.Detach((Length + 7) / 8);
        _bits = null;
        _capacity = 0;
        (MemoryBlock? validity, int nulls, int length) = DetachValidity();
        return new() { Column = Column, Length = length, NullCount = nulls, Validity = validity, Values = values };
    }

    private protected override void AppendDefault() => Append(false);

    private protected override void Dispose(bool disposing)
    {
        _buffer.Dispose();
        _bits = null;
        _capacity = 0;
        base.Dispose(disposing);
    }
}
