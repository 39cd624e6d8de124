using Quarry.Contracts;
using Quarry.Plugins.Shared;

namespace Quarry.Plugins.SqlServer.Types;

/// <summary>A column of each type, as Microsoft's ODBC driver describes it
/// (https://learn.microsoft.com/sql/relational-databases/native-client-odbc-results/mapping-data-types-odbc, the sizes of the date and time types:
/// https://learn.microsoft.com/sql/relational-databases/native-client-odbc-api/sqldescribecol).</summary>
internal static class KnownColumns
{
    public static IReadOnlyList<NativeColumn> All { get; } =
    [
        Column("bit", SqlTypes.Bit, 1),
        Column("tinyint", SqlTypes.TinyInt, 3) with { IsUnsigned = true },
        Column("smallint", SqlTypes.SmallInt, 5),
        Column("int", SqlTypes.Integer, 10),
        Column("bigint", SqlTypes.BigInt, 19),
        Number("decimal", SqlTypes.Decimal, 18, 4),
        Number("decimal", SqlTypes.Decimal, 38, 10),
        Number("numeric", SqlTypes.Numeric, 10, 0),
        Number("money", SqlTypes.Decimal, 19, 4),
        Number("smallmoney", SqlTypes.Decimal, 10, 4),
        Column("real", SqlTypes.Real, 24),
        Column("float", SqlTypes.Float, 53),
        Column("date", SqlTypes.Date, 10),
        .. Enumerable.Range(0, 8).Select(digits => Moment("time", SqlTypes.ServerTime, 8, digits)),
        Column("smalldatetime", SqlTypes.Timestamp, 16),
        Column("datetime", SqlTypes.Timestamp, 23) with { Scale = 3 },
        .. Enumerable.Range(0, 8).Select(digits => Moment("datetime2", SqlTypes.Timestamp, 19, digits)),
        .. Enumerable.Range(0, 8).Select(digits => Moment("datetimeoffset", SqlTypes.ServerTimestampOffset, 26, digits)),
        Column("char", SqlTypes.Char, 10),
        Column("varchar", SqlTypes.VarChar, 50),
        Column("varchar", SqlTypes.VarChar, 0),
        Column("nchar", SqlTypes.WChar, 10),
        Column("nvarchar", SqlTypes.WVarChar, 50),
        Column("nvarchar", SqlTypes.WVarChar, 0),
        Column("text", SqlTypes.LongVarChar, int.MaxValue),
        Column("ntext", SqlTypes.WLongVarChar, int.MaxValue / 2),
        Column("sysname", SqlTypes.WVarChar, 128),
        Column("binary", SqlTypes.Binary, 16),
        Column("varbinary", SqlTypes.VarBinary, 50),
        Column("varbinary", SqlTypes.VarBinary, 0),
        Column("image", SqlTypes.LongVarBinary, int.MaxValue),
        Column("timestamp", SqlTypes.Binary, 8),
        Column("rowversion", SqlTypes.Binary, 8),
        Column("uniqueidentifier", SqlTypes.Guid, 36),
        Column("sql_variant", SqlTypes.Variant, 8000),
        Column("xml", SqlTypes.Xml, 0),
        Column("json", SqlTypes.WVarChar, 0),
        Column("hierarchyid", SqlTypes.Udt, 892),
        Column("geometry", SqlTypes.Udt, 0),
        Column("geography", SqlTypes.Udt, 0),
        Column("udt", SqlTypes.Udt, 0),
        Column("vector", SqlTypes.VarChar, 0),
    ];

    private static NativeColumn Column(string name, int code, long length) => new() { TypeName = name, TypeCode = code, Length = length };

    private static NativeColumn Number(string name, int code, int precision, int scale)
        => new() { TypeName = name, TypeCode = code, Length = precision, Precision = precision, Scale = scale };

    private static NativeColumn Moment(string name, int code, int length, int digits)
        => new() { TypeName = name, TypeCode = code, Length = digits == 0 ? length : length + 1 + digits, Scale = digits };
}
