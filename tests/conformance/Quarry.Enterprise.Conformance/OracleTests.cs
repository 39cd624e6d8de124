using System.Globalization;
using Quarry.Contracts;
using Quarry.Odbc.Conformance;
using Quarry.Plugins.Oracle;
using Quarry.Sdk.Conformance;

namespace Quarry.Enterprise.Conformance;

/// <summary>Oracle's plugin over the scripted driver as Oracle's.</summary>
public sealed class OracleTests(OracleTests.Started run) : OdbcConformanceTests(run), IClassFixture<OracleTests.Started>
{
    public static TheoryData<string> Checks => Names.Of(Create);

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check) => Keeps(check);

    [Fact]
    public void Most_checks_apply() => MostApply(0.7);

    internal static SimulatedFixture Create() => new Fixture();

    public sealed class Started : Run
    {
        protected override Task<DriverFixture> StartAsync() => Task.FromResult<DriverFixture>(Create());
    }

    private sealed class Fixture() : SimulatedFixture(new OracleDriver(), new("Oracle 21 ODBC driver", new KeyValuePair<string, string>("Personality", "oracle")))
    {
        public override string? SlowSql => "BEGIN DBMS_SESSION.SLEEP(20); END;";

        public override string? FailsAfterRowsSql
            => "SELECT TO_NUMBER(x) AS n FROM (SELECT '1' AS x FROM DUAL UNION ALL SELECT '2' FROM DUAL UNION ALL SELECT '3' FROM DUAL UNION ALL SELECT 'four' FROM DUAL)";

        /// <summary>Numbers are NUMBER, which is a decimal to ODBC; a date has a time of day; an instant comes without its offset; JSON and XML are text.</summary>
        public override LogicalType ReadType(LogicalType stored) => stored.Kind switch
        {
            TypeKind.Boolean => LogicalType.Decimal128(1, 0),
            TypeKind.Int8 or TypeKind.UInt8 => LogicalType.Decimal128(3, 0),
            TypeKind.Int16 or TypeKind.UInt16 => LogicalType.Decimal128(5, 0),
            TypeKind.Int32 or TypeKind.UInt32 => LogicalType.Decimal128(10, 0),
            TypeKind.Int64 => LogicalType.Decimal128(19, 0),
            TypeKind.UInt64 => LogicalType.Decimal128(20, 0),
            TypeKind.Date32 => LogicalType.Timestamp(TimeUnit.Second),
            TypeKind.TimestampOffset => LogicalType.TimestampUtc(stored.Unit),
            TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => LogicalType.Utf8,
            TypeKind.FixedBinary or TypeKind.Uuid => LogicalType.Binary,
            _ => stored,
        };

        /// <summary>An empty text and empty bytes are NULL (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Nulls.html).</summary>
        public override object? ReadValue(LogicalType stored, object value) => value is "" or byte[] { Length: 0 } ? null : stored.Kind switch
        {
            TypeKind.Boolean => Whole((bool)value ? 1 : 0),
            TypeKind.Int8 or TypeKind.UInt8 or TypeKind.Int16 or TypeKind.UInt16 or TypeKind.Int32 or TypeKind.UInt32 or TypeKind.Int64 or TypeKind.UInt64 => Whole(value),
            TypeKind.Date32 => (int)value * 86_400L,
            TypeKind.TimestampOffset => ((TimestampOffset)value).Instant,
            TypeKind.Uuid => Convert.FromHexString(((Guid)value).ToString("n", CultureInfo.InvariantCulture)),
            _ => value,
        };

        public override NativeColumn DescribeDdl(string ddl) => ddl switch
        {
            _ when ddl.StartsWith("NUMBER(", StringComparison.Ordinal) => Number(ddl),
            "BINARY_FLOAT" => new() { TypeName = ddl, TypeCode = 7 },
            "BINARY_DOUBLE" => new() { TypeName = ddl, TypeCode = 8 },
            "DATE" => new() { TypeName = ddl, TypeCode = 93, Length = 19 },
            _ when ddl.StartsWith("TIMESTAMP(", StringComparison.Ordinal) && ddl[10] - '0' is var digits
                => new() { TypeName = "TIMESTAMP" + ddl[12..], TypeCode = 93, Length = digits == 0 ? 19 : 20 + digits, Scale = digits },
            "NCLOB" => new() { TypeName = ddl, TypeCode = -10 },
            "BLOB" => new() { TypeName = ddl, TypeCode = -4 },
            _ => new() { TypeName = "RAW", TypeCode = -3, Length = int.Parse(ddl[4..^1], CultureInfo.InvariantCulture) },
        };

        public override string Select(string expressions) => $"SELECT {expressions} FROM DUAL";

        public override string AddColumn(TableName table, string column, string ddl)
            => $"ALTER TABLE {Driver.Dialect.QuoteTable(table)} ADD ({Driver.Dialect.QuoteIdentifier(column)} {ddl})";

        /// <summary>A name cannot hold a double quote (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Database-Object-Names-and-Qualifiers.html).</summary>
        public override bool CanName(string name) => !name.Contains('"', StringComparison.Ordinal);

        private static NativeColumn Number(string ddl)
        {
            int[] arguments = [.. ddl[7..^1].Split(',').Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
            return new() { TypeName = "NUMBER", TypeCode = 3, Precision = arguments[0], Scale = arguments.Length > 1 ? arguments[1] : 0, Length = arguments[0] };
        }
    }
}
