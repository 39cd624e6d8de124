using System.Runtime.CompilerServices;
using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

/// <summary>Appends values of one fixed width.</summary>
/// <typeparam name="T">The CLR type of the values in memory.</typeparam>
public unsafe class FixedColumnBuilder<T> : ColumnBuilder
    where T : unmanaged
{
    private readonly GrowingBuffer _buffer;
    private T* _values;
    private int _capacity;

    internal FixedColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory) => _buffer = new(memory);

    /// <summary>Appends a value.</summary>
    /// <param name="value">In the form in which it lies in memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(T value)
    {
        int index = Length;
        if (index == _capacity)
        {
            Grow(index + 1);
        }

        MarkValid(index);
        _values[index] = value;
        Length = index + 1;
    }

    /// <summary>Appends values, none of them NULL.</summary>
    /// <param name="values">The values.</param>
    public void Append(ReadOnlySpan<T> values)
    {
        values.CopyTo(Reserve(values.Length));
        Advance(values.Length);
    }

    /// <summary>Room for values that the caller writes and then <see cref="Advance"/>s over.</summary>
    /// <param name="count">How many.</param>
    public Span<T> Reserve(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (_capacity - Length < count)
        {
            Grow(checked(Length + count));
        }

        return new(_values + Length, count);
    }

    /// <summary>Appends the values that were written into the reserved room.</summary>
    /// <param name="count">How many; at most what was reserved.</param>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_capacity - Length), nameof(count));
        MarkValid(Length, count);
        Length += count;
    }

    /// <inheritdoc/>
    public override void AppendText(ReadOnlySpan<byte> utf8)
    {
        ParseStatus status = FixedText.TryParse(utf8, Column.Type, out T value);
        if (status != ParseStatus.Ok)
        {
            throw Bad(status, utf8);
        }

        Append(value);
    }

    internal override ColumnData Detach()
    {
        MemoryBlock? values = _buffer.Detach((long)Length * sizeof(T));
        _values = null;
        _capacity = 0;
        (MemoryBlock? validity, int nulls, int length) = DetachValidity();
        return new() { Column = Column, Length = length, NullCount = nulls, Validity = validity, Values = values };
    }

    private protected sealed override void AppendDefault() => Append(default(T));

    private protected override void Dispose(bool disposing)
    {
        _buffer.Dispose();
        _values = null;
        _capacity = 0;
        base.Dispose(disposing);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        _buffer.Grow((long)Length * sizeof(T), (long)count * sizeof(T));
        _values = (T*)_buffer.Address;
        _capacity = (int)Math.Min(_buffer.Length / sizeof(T), Array.MaxLength);
    }
}
