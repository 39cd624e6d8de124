namespace Quarry.Plugins.SqlServer.Types;

/// <summary>ODBC's SQL type codes, and those of Microsoft's driver (msodbcsql.h,
/// https://learn.microsoft.com/sql/relational-databases/native-client-odbc-date-time/data-type-support-for-odbc-date-and-time-improvements).</summary>
internal static class SqlTypes
{
    public const int Char = 1;
    public const int Numeric = 2;
    public const int Decimal = 3;
    public const int Integer = 4;
    public const int SmallInt = 5;
    public const int Float = 6;
    public const int Real = 7;
    public const int Double = 8;
    public const int Date2 = 9;
    public const int Time2 = 10;
    public const int Timestamp2 = 11;
    public const int VarChar = 12;
    public const int Date = 91;
    public const int Time = 92;
    public const int Timestamp = 93;
    public const int LongVarChar = -1;
    public const int Binary = -2;
    public const int VarBinary = -3;
    public const int LongVarBinary = -4;
    public const int BigInt = -5;
    public const int TinyInt = -6;
    public const int Bit = -7;
    public const int WChar = -8;
    public const int WVarChar = -9;
    public const int WLongVarChar = -10;
    public const int Guid = -11;
    public const int Variant = -150;
    public const int Udt = -151;
    public const int Xml = -152;
    public const int ServerTime = -154;
    public const int ServerTimestampOffset = -155;
}
