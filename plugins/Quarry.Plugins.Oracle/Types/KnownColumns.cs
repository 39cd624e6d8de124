using Quarry.Contracts;
using Quarry.Plugins.Shared;

namespace Quarry.Plugins.Oracle.Types;

/// <summary>A column of each type that the map tells apart, as Oracle's ODBC driver describes it.</summary>
/// <remarks>Source of the codes: the table of data types at https://docs.oracle.com/en/database/oracle/oracle-database/23/odbcd/unicode-support.html, and
/// https://docs.oracle.com/en/database/oracle/oracle-database/23/odbcd/basic-programming-oracle-odbc.html. 0 stands for what the driver does not fetch.</remarks>
internal static class KnownColumns
{
    public static IReadOnlyList<NativeColumn> All { get; } =
    [
        Number("NUMBER(10,2)", 10, 2),
        Number("NUMBER(5,-2)", 5, -2),
        Number("NUMBER(38,127)", 38, 127),
        Of("NUMBER", SqlTypes.Float),
        Number("INTEGER", 38, 0),
        Of("FLOAT(126)", SqlTypes.Float),
        Of("BINARY_FLOAT", SqlTypes.Real),
        Of("BINARY_DOUBLE", SqlTypes.Double),
        Of("DATE", SqlTypes.Timestamp, 19),
        Timestamp("TIMESTAMP(0)", 0),
        Timestamp("TIMESTAMP(3)", 3),
        Timestamp("TIMESTAMP(6)", 6),
        Timestamp("TIMESTAMP(9)", 9),
        Timestamp("TIMESTAMP(6) WITH TIME ZONE", 6),
        Of("TIMESTAMP(6) WITH TIME ZONE", SqlTypes.VarChar, 64),
        Timestamp("TIMESTAMP(6) WITH LOCAL TIME ZONE", 6),
        Of("INTERVAL YEAR(2) TO MONTH", 0),
        Of("INTERVAL DAY(2) TO SECOND(6)", 0),
        Of("CHAR(10)", SqlTypes.Char, 10),
        Of("VARCHAR2(100)", SqlTypes.VarChar, 100),
        Of("NCHAR(10)", SqlTypes.WChar, 10),
        Of("NVARCHAR2(100)", SqlTypes.WVarChar, 100),
        Of("CLOB", SqlTypes.LongVarChar),
        Of("NCLOB", SqlTypes.WLongVarChar),
        Of("LONG", SqlTypes.LongVarChar),
        Of("ROWID", SqlTypes.VarChar, 18),
        Of("UROWID", SqlTypes.VarChar, 4000),
        Of("RAW(16)", SqlTypes.VarBinary, 16),
        Of("LONG RAW", SqlTypes.LongVarBinary),
        Of("BLOB", SqlTypes.LongVarBinary),
        Of("BFILE", SqlTypes.LongVarBinary),
        Of("XMLTYPE", SqlTypes.LongVarChar),
        Of("JSON", SqlTypes.LongVarChar),
        Of("BOOLEAN", SqlTypes.Bit, 1),
        Of("VECTOR", SqlTypes.LongVarChar),
    ];

    private static NativeColumn Of(string name, int code, long length = 0) => new() { TypeName = name, TypeCode = code, Length = length };

    private static NativeColumn Number(string name, int precision, int scale) => Of(name, SqlTypes.Decimal, precision) with { Precision = precision, Scale = scale };

    private static NativeColumn Timestamp(string name, int digits) => Of(name, SqlTypes.Timestamp, digits == 0 ? 19 : 20 + digits) with { Scale = digits };
}
