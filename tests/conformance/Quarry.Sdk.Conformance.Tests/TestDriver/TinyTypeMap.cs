using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>Native types are called as the logical types are. XML and decimals of 256 bits are not stored, so that a refusal can be tested.</summary>
internal sealed class TinyTypeMap(TinySettings settings) : TypeMap
{
    private static readonly Dictionary<string, LogicalType> s_types = SampleTypes.All.Where(IsStored).ToDictionary(type => type.ToString());

    public static LogicalType? Parse(string text) => s_types.GetValueOrDefault(text);

    public override IReadOnlyList<NativeColumn> Known { get; } = [.. s_types.Keys.Select(name => new NativeColumn { TypeName = name })];

    public override string? ToDdl(LogicalType type) => IsStored(type) ? type.ToString() : null;

    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
        => Parse(column.TypeName) switch
        {
            { Kind: TypeKind.Int16 } when settings.Has(Fault.MapsToAnotherType) => LogicalType.Int32,
            { } type => type,
            null => LogicalType.Utf8,
        };

    private static bool IsStored(LogicalType type) => type.Kind is not (TypeKind.Xml or TypeKind.Decimal256);
}
