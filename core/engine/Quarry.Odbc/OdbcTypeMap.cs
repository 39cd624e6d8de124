using Quarry.Contracts;

namespace Quarry.Odbc;

/// <summary>A driver's types as far as ODBC carries them: it has no lists.</summary>
internal sealed class OdbcTypeMap(TypeMap inner) : TypeMap
{
    public override IReadOnlyList<NativeColumn> Known => inner.Known;

    public override string? ToDdl(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind == TypeKind.List ? null : inner.ToDdl(type);
    }

    // A list comes as the text that the database writes for it.
    protected override LogicalType MapCore(NativeColumn column, ReadOptions options) => inner.Map(column, options) is { Kind: not TypeKind.List } type ? type : LogicalType.Utf8;
}
