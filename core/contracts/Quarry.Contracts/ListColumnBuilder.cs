namespace Quarry.Contracts;

/// <summary>Appends lists: first the elements to <see cref="Elements"/>, then <see cref="EndList"/>.</summary>
public sealed class ListColumnBuilder : ColumnBuilder
{
    private readonly FixedColumnBuilder<int> _ends;
    private int _elementsBefore;

    internal ListColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory)
        : base(column, batch, memory)
    {
        Elements = Create(new() { Name = "item", Type = column.Type.Element! }, batch, memory, this);
        _ends = new(new() { Name = "offsets", Type = LogicalType.Int32, IsNullable = false }, batch, memory);
    }

    /// <summary>The builder of the elements of all lists.</summary>
    public ColumnBuilder Elements { get; }

    /// <summary>Ends a list that holds the elements appended since the last.</summary>
    public void EndList()
    {
        StartEnds();
        MarkValid(Length);
        _ends.Reserve(1);
        CountVariableBytes(sizeof(int) + (long)(Elements.Length - _elementsBefore) * Elements.Column.Type.ByteWidth);
        _elementsBefore = Elements.Length;
        _ends.Append(_elementsBefore);
        Length++;
    }

    /// <summary>Not offered: a list's text form differs from database to database.</summary>
    /// <param name="utf8">The text.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void AppendText(ReadOnlySpan<byte> utf8) => throw new NotSupportedException("Append a list's elements to Elements, then call EndList.");

    internal override void Validate()
    {
        if (Elements.Length != _elementsBefore)
        {
            throw new InvalidOperationException($"Column \"{Column.Name}\" has {Elements.Length - _elementsBefore} elements after its last list. Call EndList.");
        }

        StartEnds();
        Elements.Validate();
    }

    internal override ColumnData Detach()
    {
        _elementsBefore = 0;
        ColumnData ends = _ends.Detach();
        (MemoryBlock? validity, int nulls, int length) = DetachValidity();
        return new() { Column = Column, Length = length, NullCount = nulls, Validity = validity, Offsets = ends.Values, Children = [Elements.Detach()] };
    }

    private protected override void AppendDefault() => EndList();

    private void StartEnds()
    {
        if (_ends.Length == 0)
        {
            _ends.Append(0);
        }
    }

    private protected override void Dispose(bool disposing)
    {
        Elements.Dispose();
        _ends.Dispose();
        base.Dispose(disposing);
    }
}
