namespace Quarry.Plugins.Sybase.Types;

/// <summary>SQL type codes of ODBC (https://learn.microsoft.com/sql/odbc/reference/appendixes/sql-data-types), with those of ODBC 2 for dates and FreeTDS's for a time.</summary>
internal static class SqlTypeCodes
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

    /// <summary>SQL_SS_TIME2, by which FreeTDS describes time and bigtime.</summary>
    public const int TimeWithFraction = -154;
}
