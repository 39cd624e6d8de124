using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

/// <summary>Appends instants with the offset of their writer.</summary>
public sealed class TimestampOffsetColumnBuilder : ColumnBuilder
{
    private readonly FixedColumnBuilder<long> _instants;
    private readonly FixedColumnBuilder<short> _offsets;

    internal TimestampOffsetColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory)
    {
        // Names as in Arrow's canonical extension type arrow.timestamp_with_offset.
        _instants = new(new() { Name = "timestamp", Type = LogicalType.TimestampUtc(column.Type.Unit), IsNullable = false }, batch, memory);
        _offsets = new(new() { Name = "offset_minutes", Type = LogicalType.Int16, IsNullable = false }, batch, memory);
    }

    /// <summary>Appends a value.</summary>
    /// <param name="value">The instant in the type's unit, and the offset, at most ±1439 minutes.</param>
    /// <exception cref="QuarryException">The offset is out of range (Server).</exception>
    public void Append(TimestampOffset value)
    {
        if (value.OffsetMinutes is < -1439 or > 1439)
        {
            throw Throw.BadValue(Column, RowNumber(Length), ParseStatus.OutOfRange, []);
        }

        // What may need memory comes first, so that a failure leaves no child longer than the other.
        MarkValid(Length);
        _instants.Reserve(1);
        _offsets.Reserve(1);
        _instants.Append(value.Instant);
        _offsets.Append(value.OffsetMinutes);
        Length++;
    }

    /// <inheritdoc/>
    public override void AppendText(ReadOnlySpan<byte> utf8)
    {
        ParseStatus status = FixedText.TryParse(utf8, Column.Type, out TimestampOffset value);
        if (status != ParseStatus.Ok)
        {
            throw Bad(status, utf8);
        }

        Append(value);
    }

    internal override ColumnData Detach()
    {
        (MemoryBlock? validity, int nulls, int length) = DetachValidity();
        return new() { Column = Column, Length = length, NullCount = nulls, Validity = validity, Children = [_instants.Detach(), _offsets.Detach()] };
    }

    private protected override void AppendDefault() => Append(default(TimestampOffset));

    private protected override void Dispose(bool disposing)
    {
        _instants.Dispose();
        _offsets.Dispose();
        base.Dispose(disposing);
    }
}
