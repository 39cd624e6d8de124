using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Sybase;

namespace Quarry.Enterprise.Conformance;

/// <summary>ASE's plugin over the scripted driver, as SAP's or FreeTDS.</summary>
internal sealed class AseFixture(Personality personality) : SimulatedFixture(new SybaseDriver(), personality)
{
    // SQL_SS_TIME2: as FreeTDS describes bigtime.
    private const int FreeTdsTime = -154;

    private readonly bool _isFreeTds = personality.OdbcDriver == "FreeTDS";

    /// <summary>A boolean may not be NULL, and the kit's columns may.</summary>
    public override IReadOnlyList<LogicalType> Types => [.. base.Types.Where(type => type.Kind != TypeKind.Boolean)];

    public override string? SlowSql => "WAITFOR DELAY '00:00:20'";

    public override string? FailsAfterRowsSql
        => "SELECT CONVERT(int, x) AS n FROM (SELECT '1' AS x UNION ALL SELECT '2' UNION ALL SELECT '3' UNION ALL SELECT 'four') AS q";

    public override LogicalType ReadType(LogicalType stored) => stored.Kind switch
    {
        TypeKind.Int8 => LogicalType.Int16,
        TypeKind.Decimal128 when stored.Scale < 0 => LogicalType.Decimal128(stored.Precision - stored.Scale, 0),
        // A second and a millisecond are bigdatetime's microseconds.
        TypeKind.Timestamp => LogicalType.Timestamp(TimeUnit.Microsecond),
        TypeKind.Json or TypeKind.Xml or TypeKind.Uuid => LogicalType.Utf8,
        TypeKind.FixedBinary => LogicalType.Binary,
        _ => stored,
    };

    /// <summary>An empty text is a blank, and empty bytes a zero
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36272.1600/doc/html/san1393051025572.html).</summary>
    public override object? ReadValue(LogicalType stored, object value) => (stored.Kind, value) switch
    {
        (_, "") => " ",
        (_, byte[] { Length: 0 }) => new byte[1],
        (TypeKind.Int8, sbyte number) => (short)number,
        (TypeKind.Decimal128, Decimal128 number) when stored.Scale < 0 => number.Rescale(0),
        (TypeKind.Timestamp, long instant) => instant * (stored.Unit switch { TimeUnit.Second => 1_000_000, TimeUnit.Millisecond => 1_000, _ => 1 }),
        (TypeKind.Uuid, Guid id) => id.ToString("d", CultureInfo.InvariantCulture),
        _ => value,
    };

    public override NativeColumn DescribeDdl(string ddl) => ddl switch
    {
        "tinyint" => new() { TypeName = ddl, TypeCode = -6, IsUnsigned = true },
        "smallint" => new() { TypeName = ddl, TypeCode = 5 },
        "unsigned smallint" => new() { TypeName = ddl, TypeCode = 5, IsUnsigned = true },
        "int" => new() { TypeName = ddl, TypeCode = 4 },
        "unsigned int" => new() { TypeName = ddl, TypeCode = 4, IsUnsigned = true },
        "bigint" => new() { TypeName = ddl, TypeCode = -5 },
        "unsigned bigint" => new() { TypeName = ddl, TypeCode = -5, IsUnsigned = true },
        "real" => new() { TypeName = ddl, TypeCode = 7 },
        "double precision" => new() { TypeName = ddl, TypeCode = 8 },
        "date" => new() { TypeName = ddl, TypeCode = 91 },
        "bigtime" => new() { TypeName = ddl, TypeCode = _isFreeTds ? FreeTdsTime : 92, Scale = 6, Length = 15 },
        "bigdatetime" => new() { TypeName = ddl, TypeCode = 93, Scale = 6, Length = 26 },
        "unitext" => new() { TypeName = ddl, TypeCode = -10 },
        "image" => new() { TypeName = ddl, TypeCode = -4 },
        "char(36)" => new() { TypeName = "char", TypeCode = 1, Length = 36 },
        _ when ddl.StartsWith("decimal(", StringComparison.Ordinal) && ddl[8..^1].Split(',') is [var precision, var scale]
            => new() { TypeName = "decimal", TypeCode = 3, Precision = int.Parse(precision, CultureInfo.InvariantCulture), Scale = int.Parse(scale, CultureInfo.InvariantCulture) },
        _ => new() { TypeName = ddl },
    };

    /// <summary>A select list takes a value only where a conversion tells its type (error 164).</summary>
    public override string Select(string expressions) => base.Select(expressions.StartsWith('?') ? $"CONVERT(varchar(255), {expressions})" : expressions);

    /// <summary>A savepoint's name stands without quotes: https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612536963.html.</summary>
    public override bool CanSave(string name) => name != "select" && name.All(char.IsAsciiLetterOrDigit);

    public override string AddColumn(TableName table, string column, string ddl)
        => $"ALTER TABLE {Driver.Dialect.QuoteTable(table)} ADD {Driver.Dialect.QuoteIdentifier(column)} {ddl} NULL";

    /// <summary>A column takes NULL only if it is declared so.</summary>
    public override string CreateKeyedTable(TableName table, string key, string reference, TableName? parent)
        => base.CreateKeyedTable(table, key, reference, parent).Replace("bigint, PRIMARY", "bigint NULL, PRIMARY", StringComparison.Ordinal);
}
