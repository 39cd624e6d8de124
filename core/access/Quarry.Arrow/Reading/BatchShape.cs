using Apache.Arrow.Types;
using Quarry.Arrow.Mapping;
using ArrowSchema = Apache.Arrow.Schema;

namespace Quarry.Arrow.Reading;

/// <summary>How many nodes, buffers and counts of view buffers a batch of a schema has at least: beyond its vectors Arrow's library reads on.</summary>
internal readonly record struct BatchShape(int Nodes, int Buffers, int Views)
{
    /// <summary>Of a batch of which nothing is known.</summary>
    public static BatchShape Any => default;

    public static BatchShape Of(ArrowSchema schema) => schema.FieldsList.Aggregate(Any, static (sum, field) => sum.Add(field.DataType));

    private BatchShape Add(IArrowType type)
    {
        type = FieldImport.Storage(type);
        BatchShape own = type.TypeId switch
        {
            ArrowTypeId.Null or ArrowTypeId.RunEndEncoded => new(Nodes + 1, Buffers, Views),
            ArrowTypeId.Struct or ArrowTypeId.FixedSizeList or ArrowTypeId.Union => new(Nodes + 1, Buffers + 1, Views),
            ArrowTypeId.String or ArrowTypeId.Binary or ArrowTypeId.LargeString or ArrowTypeId.LargeBinary => new(Nodes + 1, Buffers + 3, Views),
            ArrowTypeId.StringView or ArrowTypeId.BinaryView => new(Nodes + 1, Buffers + 2, Views + 1),
            _ => new(Nodes + 1, Buffers + 2, Views),
        };
        return type is NestedType nested ? nested.Fields.Aggregate(own, static (sum, field) => sum.Add(field.DataType)) : own;
    }
}
