using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Which types of the server take the values of a logical type exactly.</summary>
internal static class TypeFamily
{
    /// <summary>True if values go in the binary form of the server's type. One that is out of its range is an error.</summary>
    public static bool IsBinary(LogicalType type, uint oid) => type.Kind switch
    {
        TypeKind.Boolean => oid == Oids.Bool,
        TypeKind.Float32 => oid is Oids.Float4 or Oids.Float8,
        TypeKind.Float64 => oid == Oids.Float8,
        TypeKind.Decimal128 or TypeKind.Decimal256 => oid == Oids.Numeric,
        TypeKind.Date32 => oid == Oids.Date,
        TypeKind.Time64 => oid == Oids.Time,
        TypeKind.Timestamp => oid == (type.IsUtc ? Oids.TimestampTz : Oids.Timestamp),
        TypeKind.TimestampOffset => oid == Oids.TimestampTz,
        TypeKind.Interval => oid == Oids.Interval,
        TypeKind.Uuid => oid == Oids.Uuid,
        TypeKind.Binary or TypeKind.FixedBinary => oid == Oids.Bytea,
        TypeKind.Utf8 => oid is Oids.Text or Oids.VarChar or Oids.BpChar,
        _ => IsInteger(type) && oid is Oids.Int2 or Oids.Int4 or Oids.Int8 or Oids.Oid or Oids.Numeric,
    };

    /// <summary>True if the server reads the value's text without losing anything that the value says.</summary>
    public static bool IsReadFromText(LogicalType type, uint oid)
    {
        if (type.Kind is TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml)
        {
            return true;
        }

        return oid switch
        {
            // The nearest float is what assigning a number to a float column means; an integer type refuses the text of a fraction.
            Oids.Int2 or Oids.Int4 or Oids.Int8 or Oids.Oid or Oids.Numeric or Oids.Float4 or Oids.Float8 => IsNumber(type),
            // To timestamptz a date would need a zone, and a date would drop a timestamp's time of day.
            Oids.Timestamp => type.Kind == TypeKind.Date32,
            _ => IsText(oid) || BuiltInTypes.Find(oid) is null,
        };
    }

    /// <summary>True for the types that hold any text.</summary>
    public static bool IsText(uint oid) => oid is Oids.Text or Oids.VarChar or Oids.BpChar or Oids.Name or Oids.Unknown;

    public static bool IsInteger(LogicalType type) => type.Kind is >= TypeKind.Int8 and <= TypeKind.UInt64;

    private static bool IsNumber(LogicalType type) => type.Kind is >= TypeKind.Int8 and <= TypeKind.Decimal256;
}
