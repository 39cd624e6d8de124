using Quarry.Contracts;
using Quarry.Engine.Parameters;

namespace Quarry.Engine.Writing;

/// <summary>Objects as rows: each public readable property is a column.</summary>
internal sealed class ObjectRows<T> : RowSource
{
    private readonly IReadOnlyList<ObjectProperty> _properties;
    private readonly IEnumerable<T> _rows;
    private IEnumerator<T>? _all;
    private object? _current;

    private ObjectRows(IEnumerable<T> rows, IReadOnlyList<ObjectProperty> properties, BatchMemory memory, RowOptions options)
        : base(RowSchema.Create([.. properties.Select(Column)], options), memory, options.Limits)
        => (_rows, _properties) = (rows, properties);

    public static ObjectRows<T> Create(IEnumerable<T> rows, BatchMemory memory, RowOptions options)
    {
        // A value has properties too, such as the length of a string, which nobody means.
        IReadOnlyList<ObjectProperty> properties = ClrType.OfColumn(typeof(T)) is null ? ObjectReader.Of(typeof(T)).Properties : [];
        return properties.Count == 0 ? throw RowErrors.NoColumns(typeof(T)) : new(rows, properties, memory, options);
    }

    public override async ValueTask DisposeAsync()
    {
        _all?.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        _all ??= _rows.GetEnumerator();
        if (!_all.MoveNext())
        {
            return new(false);
        }

        _current = _all.Current ?? throw new ArgumentException("A row is null. Leave it out.");
        return new(true);
    }

    protected override object? Read(int column, ValueLabel label) => _properties[column].Getter.Invoke(_current);

    private static RowColumn Column(ObjectProperty property)
        => new(property.Name, property.Type, ClrType.OfColumn(property.Type), !property.Type.IsValueType || Nullable.GetUnderlyingType(property.Type) is not null);
}
