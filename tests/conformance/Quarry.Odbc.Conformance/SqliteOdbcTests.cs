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

    private sealed class Profile : OdbcProfile
    {
        public override IReadOnlyList<string> Drivers => ["SQLite3"];

        public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => [new("Database", target.Path)];

        public override IReadOnlyList<string> ConnectStatements => ["PRAGMA foreign_keys = ON"];

        /// <summary>sqliteodbc tells a column's declared type in the type's name; its own numbers are none of the storage classes that the type map knows.</summary>
        public override NativeColumn Describe(NativeColumn column) => column with { TypeCode = 0 };
    }

    private sealed class Fixture : DriverFixture
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("quarry-conformance-");

        public override Driver Driver { get; } = new OdbcDriver(new SqliteDriver(), new Profile());

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
