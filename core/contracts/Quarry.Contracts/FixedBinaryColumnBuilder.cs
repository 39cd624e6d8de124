namespace Quarry.Contracts;

/// <summary>Appends bytes of one fixed length, and UUIDs.</summary>
public sealed unsafe class FixedBinaryColumnBuilder : ColumnBuilder
{
    private readonly GrowingBuffer _buffer;
    private readonly int _width;

    internal FixedBinaryColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory) => (_buffer, _width) = (new(memory), column.Type.ByteWidth);

    /// <summary>Appends a value.</summary>
    /// <param name="value">Exactly as many bytes as the type has; a UUID in RFC 9562 order.</param>
    /// <exception cref="QuarryException">It has another length (Server).</exception>
    public void Append(ReadOnlySpan<byte> value)
    {
        if (value.Length != _width)
        {
            throw Throw.WrongLength(Column, RowNumber(Length), value.Length);
        }

        value.CopyTo(Slot());
        MarkValid(Length++);
    }

    /// <summary>Appends a UUID.</summary>
    /// <param name="value">The UUID.</param>
    public void Append(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Append(bytes);
    }

    /// <inheritdoc/>
    public override void AppendText(ReadOnlySpan<byte> utf8)
    {
        if (Column.Type.Kind != TypeKind.Uuid)
        {
            Append(utf8);
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        ParseStatus status = ValueText.TryParseUuid(utf8, bytes);
        if (status != ParseStatus.Ok)
        {
            throw Bad(status, utf8);
        }

        Append(bytes);
    }

    internal override ColumnData Detach()
    {
        MemoryBlock? values = _buffer.Detach((long)Length * _width);
        (MemoryBlock? validity, int nulls, int length) = DetachValidity();
        return new() { Column = Column, Length = length, NullCount = nulls, Validity = validity, Values = values };
    }

    private protected override void AppendDefault()
    {
        Slot().Clear();
        MarkValid(Length++);
    }

    private protected override void Dispose(bool disposing)
    {
        _buffer.Dispose();
        base.Dispose(disposing);
    }

    private Span<byte> Slot()
    {
        long start = (long)Length * _width;
        if (start + _width > _buffer.Length)
        {
            _buffer.Grow(start, start + _width);
        }

        return new((byte*)_buffer.Address + start, _width);
    }
}
