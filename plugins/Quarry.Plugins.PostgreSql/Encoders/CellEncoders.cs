using System.Numerics;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Chooses a column's encoder, once per bulk write.</summary>
internal static class CellEncoders
{
    /// <summary>The encoder of a logical type for a type of the server.</summary>
    /// <exception cref="QuarryException">The server's type does not take the values exactly in binary (User).</exception>
    public static CellEncoder Choose(LogicalType type, uint oid, CellPlace place)
    {
        if (type.Kind == TypeKind.List)
        {
            uint element = BuiltInTypes.ElementOf(oid)?.Oid ?? throw place.TypeError();
            return new ListCellEncoder(Choose(type.Element!, element, place), element);
        }

        if (type.IsNumericText && oid == Oids.Numeric)
        {
            return new NumericTextCellEncoder(place);
        }

        if (type.Kind is TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml)
        {
            // What the binary form of other types is, is known to their input functions only.
            return TypeFamily.IsText(oid) || oid is Oids.Json or Oids.Jsonb or Oids.Xml
                ? new BytesCellEncoder(place, isText: true, isJsonb: oid == Oids.Jsonb) : throw place.TypeError();
        }

        return !TypeFamily.IsBinary(type, oid) ? throw place.TypeError()
            : oid == Oids.Numeric ? new NumericCellEncoder(type)
            : TypeFamily.IsInteger(type) ? Integer(type.Kind, oid, place)
            : Other(type, oid, place);
    }

    private static CellEncoder Other(LogicalType type, uint oid, CellPlace place) => type.Kind switch
    {
        TypeKind.Boolean => new BooleanCellEncoder(),
        TypeKind.Float32 when oid == Oids.Float4 => new FixedCellEncoder<float, Float4Cell>(default, place),
        TypeKind.Float32 => new FixedCellEncoder<float, Float8Cell<float>>(default, place),
        TypeKind.Float64 => new FixedCellEncoder<double, Float8Cell<double>>(default, place),
        TypeKind.Date32 => new FixedCellEncoder<int, DateCell>(default, place),
        TypeKind.Time64 => new FixedCellEncoder<long, TimeCell>(new(type.Unit), place),
        TypeKind.Timestamp => new FixedCellEncoder<long, TimestampCell>(new(type.Unit), place),
        TypeKind.TimestampOffset => new OffsetCellEncoder(type.Unit, place),
        TypeKind.Interval => new FixedCellEncoder<Interval, IntervalCell>(default, place),
        _ => new BytesCellEncoder(place, isText: false, isJsonb: false),
    };

    private static CellEncoder Integer(TypeKind kind, uint oid, CellPlace place) => kind switch
    {
        TypeKind.Int8 => Integer<sbyte>(oid, place),
        TypeKind.Int16 => Integer<short>(oid, place),
        TypeKind.Int32 => Integer<int>(oid, place),
        TypeKind.Int64 => Integer<long>(oid, place),
        TypeKind.UInt8 => Integer<byte>(oid, place),
        TypeKind.UInt16 => Integer<ushort>(oid, place),
        TypeKind.UInt32 => Integer<uint>(oid, place),
        _ => Integer<ulong>(oid, place),
    };

    private static FixedCellEncoder<T, IntegerCell<T>> Integer<T>(uint oid, CellPlace place)
        where T : unmanaged, IBinaryInteger<T>
        => new(new(oid switch { Oids.Int2 => sizeof(short), Oids.Int8 => sizeof(long), _ => sizeof(int) }, oid == Oids.Oid), place);
}
