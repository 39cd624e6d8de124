using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.SqlServer;

namespace Quarry.Enterprise.Conformance;

/// <summary>SQL Server's plugin over the scripted driver, as Microsoft's or FreeTDS.</summary>
internal sealed class SqlServerFixture(Personality personality) : SimulatedFixture(new SqlServerDriver(), personality)
{
    private readonly bool _isFreeTds = personality.OdbcDriver == "FreeTDS";

    public override string? SlowSql => "WAITFOR DELAY '00:00:20'";

    public override string? FailsAfterRowsSql
        => "SELECT CAST(x AS int) AS n FROM (SELECT '1' AS x UNION ALL SELECT '2' UNION ALL SELECT '3' UNION ALL SELECT 'four') AS q";

    public override LogicalType ReadType(LogicalType stored) => stored.Kind switch
    {
        TypeKind.Int8 => LogicalType.Int16,
        TypeKind.UInt16 => LogicalType.Int32,
        TypeKind.UInt32 => LogicalType.Int64,
        TypeKind.UInt64 => LogicalType.Decimal128(20, 0),
        TypeKind.Timestamp when stored.IsUtc => LogicalType.TimestampOffset(stored.Unit),
        TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => LogicalType.Utf8,
        _ => stored,
    };

    public override object? ReadValue(LogicalType stored, object value) => (stored.Kind, value) switch
    {
        (TypeKind.Int8, sbyte number) => (short)number,
        (TypeKind.UInt16, ushort number) => (int)number,
        (TypeKind.UInt32, uint number) => (long)number,
        (TypeKind.UInt64, ulong) => Whole(value),
        (TypeKind.Timestamp, long instant) when stored.IsUtc => new TimestampOffset(instant, 0),
        _ => value,
    };

    /// <summary>Numbers too small to be normal are none of the server's: https://learn.microsoft.com/sql/t-sql/data-types/float-and-real-transact-sql.</summary>
    public override bool CanHold(LogicalType type, object value) => value switch
    {
        double number => number == 0 || double.IsNormal(number),
        float number => number == 0 || float.IsNormal(number),
        _ => true,
    };

    public override NativeColumn DescribeDdl(string ddl)
    {
        int open = ddl.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? ddl : ddl[..open];
        int[] arguments = open < 0 || ddl.EndsWith("(max)", StringComparison.Ordinal) ? []
            : [.. ddl[(open + 1)..^1].Split(',').Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        int first = arguments.Length > 0 ? arguments[0] : 0;
        return Driver.Odbc!.Describe(name switch
        {
            "bit" => new() { TypeName = name, TypeCode = -7, Length = 1 },
            "tinyint" => new() { TypeName = name, TypeCode = -6, Length = 3, IsUnsigned = true },
            "smallint" => new() { TypeName = name, TypeCode = 5, Length = 5 },
            "int" => new() { TypeName = name, TypeCode = 4, Length = 10 },
            "bigint" => new() { TypeName = name, TypeCode = -5, Length = 19 },
            "real" => new() { TypeName = name, TypeCode = 7, Length = 24 },
            "float" => new() { TypeName = name, TypeCode = 6, Length = 53 },
            "decimal" => new() { TypeName = name, TypeCode = 3, Length = first, Precision = first, Scale = arguments[1] },
            "date" => new() { TypeName = name, TypeCode = 91, Length = 10 },
            "time" => new() { TypeName = name, TypeCode = -154, Length = 9 + first, Scale = first },
            "datetime2" => new() { TypeName = name, TypeCode = 93, Length = first == 0 ? 19 : 20 + first, Scale = first },
            "datetimeoffset" => new() { TypeName = name, TypeCode = -155, Length = first == 0 ? 26 : 27 + first, Scale = first },
            "nvarchar" => new() { TypeName = name, TypeCode = -9 },
            "varbinary" => new() { TypeName = name, TypeCode = -3 },
            "binary" => new() { TypeName = name, TypeCode = -2, Length = first },
            "uniqueidentifier" => new() { TypeName = name, TypeCode = -11, Length = 36 },
            _ => new() { TypeName = ddl },
        });
    }

    /// <summary>FreeTDS checks no certificate, and the plugin wants to hear that this is known.</summary>
    protected override IEnumerable<KeyValuePair<string, string>> Options => _isFreeTds ? [new("trust-server-certificate", "yes")] : [];

    public override string AddColumn(TableName table, string column, string ddl)
        => $"ALTER TABLE {Driver.Dialect.QuoteTable(table)} ADD {Driver.Dialect.QuoteIdentifier(column)} {ddl}";
}
