using Quarry.Contracts;
using Quarry.Plugins.Shared;
using static Quarry.Plugins.Shared.SqlTypes;

namespace Quarry.Plugins.Sybase.Types;

/// <summary>A column for each type that the map tells apart, as SAP's ODBC driver describes it
/// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc20116.1570/html/aseodbc/CACFDIGH.htm).</summary>
internal static class KnownTypes
{
    public static IReadOnlyList<NativeColumn> All { get; } =
    [
        Of("bit", Bit, length: 1),
        Of("tinyint", TinyInt, length: 3, isUnsigned: true),
        Of("smallint", SmallInt, length: 5),
        Of("unsigned smallint", SmallInt, length: 5, isUnsigned: true),
        Of("int", Integer, length: 10),
        Of("unsigned int", Integer, length: 10, isUnsigned: true),
        Of("bigint", BigInt, length: 19),
        Of("unsigned bigint", BigInt, length: 20, isUnsigned: true),
        Of("numeric", Numeric, 18, 0, 18),
        Of("decimal", SqlTypes.Decimal, 12, 2, 12),
        Of("numeric identity", Numeric, 10, 0, 10),
        Of("money", SqlTypes.Decimal, 19, 4, 19),
        Of("smallmoney", SqlTypes.Decimal, 10, 4, 10),
        Of("real", Real, length: 7),
        Of("float", SqlTypes.Double, length: 15),
        Of("double precision", SqlTypes.Double, length: 15),
        Of("date", Date, length: 10),
        Of("time", Time, 0, 3, 12),
        Of("bigtime", Time, 0, 6, 15),
        Of("smalldatetime", Timestamp, 0, 0, 16),
        Of("datetime", Timestamp, 0, 3, 23),
        Of("bigdatetime", Timestamp, 0, 6, 26),
        Of("char", SqlTypes.Char, length: 30),
        Of("varchar", VarChar, length: 255),
        Of("nchar", SqlTypes.Char, length: 30),
        Of("nvarchar", VarChar, length: 255),
        Of("unichar", WChar, length: 30),
        Of("univarchar", WVarChar, length: 255),
        Of("sysname", VarChar, length: 30),
        Of("longsysname", VarChar, length: 255),
        Of("text", LongVarChar),
        Of("unitext", WLongVarChar),
        Of("binary", Binary, length: 16),
        Of("varbinary", VarBinary, length: 255),
        Of("timestamp", Binary, length: 8),
        Of("image", LongVarBinary),
    ];

    private static NativeColumn Of(string name, int code, int precision = 0, int scale = 0, long length = 0, bool isUnsigned = false)
        => new() { TypeName = name, TypeCode = code, Precision = precision, Scale = scale, Length = length, IsUnsigned = isUnsigned };
}
