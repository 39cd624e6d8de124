using Apache.Arrow;
using Apache.Arrow.Types;
using Quarry.Arrow.Mapping;
using Quarry.Contracts;

namespace Quarry.Arrow.Import;

/// <summary>Chooses, once per column, how an Arrow array becomes a column.</summary>
internal static class ColumnImport
{
    public static ColumnData Import(ArrayData data, ColumnSchema column, BlockSet blocks)
    {
        ArraySource source = new(data, column, blocks);
        IArrowType type = FieldImport.Storage(data.DataType);
        return type.TypeId switch
        {
            ArrowTypeId.Boolean => Views.Booleans(source),
            ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64 or ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32
                or ArrowTypeId.UInt64 or ArrowTypeId.Float or ArrowTypeId.Double or ArrowTypeId.Decimal128 or ArrowTypeId.Decimal256 or ArrowTypeId.Date32
                or ArrowTypeId.Time64 or ArrowTypeId.Timestamp or ArrowTypeId.FixedSizedBinary => Views.Fixed(source),
            ArrowTypeId.Interval when ((IntervalType)type).Unit == IntervalUnit.MonthDayNanosecond => Views.Fixed(source),
            ArrowTypeId.String or ArrowTypeId.Binary => Views.Variable(source),
            ArrowTypeId.List => Lists.Import(source),
            ArrowTypeId.LargeList => Lists.ImportLarge(source),
            ArrowTypeId.FixedSizeList => Lists.ImportFixed(source, ((FixedSizeListType)type).ListSize),
            ArrowTypeId.Struct => Instants.Import(source),
            ArrowTypeId.LargeString or ArrowTypeId.LargeBinary => Texts.Large(source),
            ArrowTypeId.StringView or ArrowTypeId.BinaryView => Texts.FromViews(source),
            ArrowTypeId.Null => Texts.Nulls(source),
            ArrowTypeId.Dictionary => Encoded.Dictionary(source, (DictionaryType)type),
            ArrowTypeId.RunEndEncoded => Encoded.Runs(source),
            _ => Conversions.Convert(source, type),
        };
    }

    /// <summary>Some rows of an array.</summary>
    public static ArrayData Window(ArraySource parent, ArrayData data, long start, long length)
        => start < 0 || length < 0 || data.Length < 0 || data.Offset < 0 || start + length > data.Length
            ? throw parent.Corrupt("refers beyond its child")
            : new(data.DataType, (int)length, -1, checked((int)(data.Offset + start)), data.Buffers, data.Children, data.Dictionary);
}
