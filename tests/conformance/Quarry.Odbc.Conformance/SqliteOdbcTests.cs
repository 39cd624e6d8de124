using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite;
using Quarry.Sdk.Conformance;

namespace Quarry.Odbc.Conformance;

/// <summary>SQLite's plugin over sqliteodbc, with a profile that exists for these tests.</summary>
public sealed class SqliteOdbcTests(SqliteOdbcTests.Started run) : OdbcConformanceTests(run), IClassFixture<SqliteOdbcTests.Started>
{
    public static TheoryData<string> Checks
    {
        get
        {
            var fixture = new Fixture();
            try
            {
                return [.. ConformanceSuite.Checks(fixture).Select(check => check.Name)];
            }
            finally
            {
                fixture.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check) => Keeps(check);

    [Fact]
    public void Most_checks_apply() => MostApply(0.6);

    public sealed class Started : Run
    {
        protected override Task<DriverFixture> StartAsync() => Task.FromResult<DriverFixture>(new Fixture());
    }

    /// <summary>SQLite as sqliteodbc carries it exactly: no fractions (%.15g), no types of SQLite's plugin with lengths. Its catalog is ODBC's.</summary>
    [Driver("sqlite-odbc", Name = "SQLite over ODBC")]
    private sealed class SqliteByOdbc : Driver
    {
        public override TypeMap Types { get; } = new Map();

        public override Dialect Dialect { get; } = new Text();

        public override DriverCapabilities Describe(ServerInfo server) => SqliteCapabilities.Of(server) with
        {
            ReadOnlyTransactions = Capability.NotOffered,
            LockTimeout = Capability.NotOffered,
        };
    }

    private sealed class Text : Dialect
    {
        private readonly SqliteDialect _all = new();

        public override SqlLexicon Lexicon => _all.Lexicon;

        public override StringComparer NameComparer => _all.NameComparer;

        public override string ParameterMarker(int position) => _all.ParameterMarker(position);

        public override string? Limit(string sql, long rows) => _all.Limit(sql, rows);

        public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options) => _all.BeginTransaction(options);

        public override string? Upsert(TableName table, IReadOnlyList<string> columns, IReadOnlyList<string> keys) => _all.Upsert(table, columns, keys);

        public override string? Returning(string sql, IReadOnlyList<string> columns) => _all.Returning(sql, columns);
    }

    private sealed class Map : TypeMap
    {
        public override string? ToDdl(LogicalType type) => type.Kind switch
        {
            TypeKind.Int8 or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt8 or TypeKind.UInt16 or TypeKind.UInt32 => "BIGINT",
            TypeKind.Utf8 when !type.IsNumericText => "TEXT",
            TypeKind.Binary => "BLOB",
            TypeKind.Date32 => "DATE",
            _ => null,
        };

        protected override LogicalType MapCore(NativeColumn column, ReadOptions options) => column.TypeCode switch
        {
            -5 or 4 or 5 or -6 => LogicalType.Int64,
            -2 or -3 or -4 => LogicalType.Binary,
            91 => LogicalType.Date32,
            _ => LogicalType.Utf8,
        };
    }

    private sealed class Profile : OdbcProfile
    {
        public override IReadOnlyList<string> Drivers => ["SQLite3"];

        public override IReadOnlyList<string> ConnectStatements => ["PRAGMA foreign_keys = ON"];

        public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => target.Options.Count == 0
            ? [new("Database", target.Path)]
            : throw new QuarryException(ErrorKind.User, 30001, $"There is no option {target.Options.Keys.First()}.");
    }

    private sealed class Fixture : DriverFixture
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("quarry-conformance-");

        public override Driver Driver { get; } = new OdbcDriver(new SqliteByOdbc(), new Profile());

        public override LogicalType ReadType(LogicalType stored) => stored.Kind is >= TypeKind.Int8 and <= TypeKind.UInt32 ? LogicalType.Int64 : stored;

        public override object ReadValue(LogicalType stored, object value)
            => stored.Kind is >= TypeKind.Int8 and <= TypeKind.UInt32 ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : value;

        /// <summary>sqliteodbc ends a text at a NUL.</summary>
        public override bool CanHold(LogicalType type, object value) => value is not string text || !text.Contains('\0', StringComparison.Ordinal);

        public override NativeColumn DescribeDdl(string ddl) => new() { TypeCode = ddl switch { "BIGINT" => -5, "BLOB" => -3, "DATE" => 91, _ => -1 } };

        public override Target Target => new() { Scheme = "sqlite", Path = Path.Combine(_directory.FullName, "scratch.db") };

        public override Target? BadTarget => new() { Scheme = "sqlite", Path = Path.Combine(_directory.FullName, "missing", "no.db") };

        public override bool SessionsShareData => true;

        public override string? SlowSql => "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 500000000) SELECT count(*) FROM c";

        public override string? CreateTemporaryTable(TableName table, string column)
            => $"CREATE TEMP TABLE {Driver.Dialect.QuoteTable(table)} ({Driver.Dialect.QuoteIdentifier(column)} INTEGER)";

        public override ValueTask DisposeAsync()
        {
            _directory.Delete(recursive: true);
            return base.DisposeAsync();
        }
    }
}
