using Quarry.Contracts;
using Quarry.Fixtures.PostgreSql;
using Quarry.Plugins.PostgreSql;
using Quarry.Plugins.PostgreSql.Conformance;
using Quarry.Sdk.Conformance;

namespace Quarry.Odbc.Conformance;

/// <summary>PostgreSQL's plugin over psqlODBC, on a real server.</summary>
public sealed class PsqlOdbcTests(PsqlOdbcTests.Started run) : OdbcConformanceTests(run), IClassFixture<PsqlOdbcTests.Started>
{
    public static TheoryData<string> Checks => [.. ConformanceSuite.Checks(new Fixture(null)).Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check) => Keeps(check);

    [Fact]
    public void Most_checks_apply() => MostApply(0.7);

    public sealed class Started : Run
    {
        protected override async Task<DriverFixture> StartAsync() => await Fixture.StartAsync();
    }

    private sealed class Fixture(PostgreSqlServer? server) : PostgreSqlFixture(server)
    {
        public override Driver Driver { get; } = new OdbcDriver(new PostgreSqlDriver(), new PostgreSqlOdbcProfile());

        /// <summary>psqlODBC does not tell json from text.</summary>
        public override LogicalType ReadType(LogicalType stored) => stored.Kind == TypeKind.Json ? LogicalType.Utf8 : base.ReadType(stored);

        public override NativeColumn DescribeDdl(string ddl) => ddl == "json" ? base.DescribeDdl("text") : base.DescribeDdl(ddl);

        /// <summary>The error lies beyond the rows that the driver fetches with the statement (Fetch=4096).</summary>
        public override string? FailsAfterRowsSql => "SELECT 10 / (30000 - i) FROM generate_series(1, 30000) AS i";

        /// <summary>A driver tells a result by its columns.</summary>
        public override string? NoColumnsSql => null;

        public override bool CanHold(LogicalType type, object value) => base.CanHold(type, value) && PsqlOdbcLimits.CanHold(type, value);

        /// <summary>psqlODBC passes no positions on.</summary>
        public override int BrokenSqlPosition => 0;

        public static new async Task<Fixture> StartAsync() => new(await StartServerAsync());
    }
}
