using Quarry.Contracts;

namespace Hello;

public sealed class HelloTypeMap : TypeMap
{
    public override string? ToDdl(LogicalType type) => null;

    protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
        => column.TypeName == "NUMBER" ? LogicalType.Int64 : LogicalType.Utf8;
}
