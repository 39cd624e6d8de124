namespace Quarry.Plugins.Shared;

/// <summary>SQL type codes of ODBC, of versions 3 and 2 (https://learn.microsoft.com/sql/odbc/reference/appendixes/sql-data-types), and those of drivers for SQL Server
/// (https://learn.microsoft.com/sql/relational-databases/native-client-odbc-date-time/data-type-support-for-odbc-date-and-time-improvements), of which FreeTDS uses the time for ASE too.</summary>
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

    public static bool IsTimestamp(int code) => code is Timestamp or Timestamp2;

    public static bool IsBinary(int code) => code is Binary or VarBinary or LongVarBinary;
}
