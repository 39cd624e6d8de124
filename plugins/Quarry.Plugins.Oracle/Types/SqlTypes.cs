namespace Quarry.Plugins.Oracle.Types;

/// <summary>SQL type codes of ODBC. Source: https://learn.microsoft.com/sql/odbc/reference/appendixes/sql-data-types.</summary>
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
    public const int Timestamp2 = 11;
    public const int VarChar = 12;
    public const int Date = 91;
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

    public static bool IsTimestamp(int code) => code is Timestamp or Timestamp2;

    public static bool IsBinary(int code) => code is Binary or VarBinary or LongVarBinary;
}
