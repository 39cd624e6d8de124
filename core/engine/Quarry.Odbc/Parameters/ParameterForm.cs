using Quarry.Contracts;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Parameters;

/// <summary>What a parameter of a logical type is in ODBC.</summary>
/// <param name="CType">The C type of the value.</param>
/// <param name="SqlType">The SQL type that the driver makes of it.</param>
/// <param name="Size">Digits, characters or bytes; 0 where the longest value decides.</param>
/// <param name="Digits">Digits after the point.</param>
internal readonly record struct ParameterForm(short CType, short SqlType, int Size, short Digits)
{
    // Beyond these a text or bytes are a long type: https://learn.microsoft.com/sql/relational-databases/native-client-odbc-api/sqlbindparameter.
    private const int LongestWide = 4000;
    private const int LongestNarrow = 8000;

    /// <summary>The form of a type, or null if ODBC has none.</summary>
    public static ParameterForm? Of(LogicalType type, OdbcSettings settings)
    {
        short digits = (short)((int)type.Unit * 3);
        return type.Kind switch
        {
            TypeKind.Boolean => new(settings.BooleansAsText ? Sql.CChar : Sql.CBit, Sql.Bit, 1, 0),
            TypeKind.UInt64 => new(Sql.CChar, Sql.Numeric, 20, 0),
            TypeKind.Int8 or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt8 or TypeKind.UInt16 or TypeKind.UInt32
                => settings.IntegersAsText ? new(Sql.CChar, Sql.Numeric, 20, 0) : Integer(type.Kind),
            TypeKind.Float32 => new(Sql.CFloat, Sql.Real, 7, 0),
            TypeKind.Float64 => new(Sql.CDouble, Sql.Double, 15, 0),
            TypeKind.Decimal128 or TypeKind.Decimal256 => new(Sql.CChar, Sql.Decimal, Math.Max(type.Precision, type.Scale) - Math.Min(0, type.Scale), (short)Math.Max(0, type.Scale)),
            TypeKind.Date32 => new(Sql.CChar, Sql.TypeDate, 10, 0),
            TypeKind.Timestamp => new(Sql.CChar, Sql.TypeTimestamp, digits == 0 ? 19 : 20 + digits, digits),
            // What drivers make of a time with a fraction or of a UUID differs; a text is converted by every database.
            TypeKind.Time64 or TypeKind.TimestampOffset or TypeKind.Interval or TypeKind.Uuid => new(Sql.CChar, Sql.VarChar, 0, 0),
            TypeKind.Utf8 when type.IsNumericText => new(Sql.CChar, Sql.VarChar, 0, 0),
            TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => settings.Utf8Text ? new(Sql.CChar, Sql.VarChar, 0, 0) : new(Sql.CWChar, Sql.WVarChar, 0, 0),
            TypeKind.Binary or TypeKind.FixedBinary => new(Sql.CBinary, Sql.VarBinary, 0, 0),
            _ => null,
        };
    }

    /// <summary>The form for values of at most so many bytes.</summary>
    public ParameterForm For(int longest) => SqlType switch
    {
        Sql.VarChar => this with { SqlType = longest > LongestNarrow ? Sql.LongVarChar : SqlType, Size = Math.Max(1, longest) },
        Sql.WVarChar => this with { SqlType = longest / 2 > LongestWide ? Sql.WLongVarChar : SqlType, Size = Math.Max(1, longest / 2) },
        Sql.VarBinary => this with { SqlType = longest > LongestNarrow ? Sql.LongVarBinary : SqlType, Size = Math.Max(1, longest) },
        _ => this,
    };

    private static ParameterForm Integer(TypeKind kind) => kind switch
    {
        // With 64 bits: of the shorter C types some drivers mistake the sign.
        TypeKind.Int8 or TypeKind.UInt8 or TypeKind.Int16 => new(Sql.CBigInt, Sql.SmallInt, 5, 0),
        TypeKind.UInt16 => new(Sql.CBigInt, Sql.Integer, 10, 0),
        TypeKind.Int32 => new(Sql.CLong, Sql.Integer, 10, 0),
        _ => new(Sql.CBigInt, Sql.BigInt, 19, 0),
    };
}
