using Quarry.Odbc.Conformance;
using Quarry.Sdk.Conformance;

namespace Quarry.Enterprise.Conformance;

/// <summary>SQL Server's plugin over the scripted driver as FreeTDS.</summary>
public sealed class SqlServerFreeTdsTests(SqlServerFreeTdsTests.Started run) : OdbcConformanceTests(run), IClassFixture<SqlServerFreeTdsTests.Started>
{
    public static TheoryData<string> Checks => Names.Of(Create);

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check) => Keeps(check);

    [Fact]
    public void Most_checks_apply() => MostApply(0.7);

    internal static SqlServerFixture Create() => new(new("FreeTDS", new KeyValuePair<string, string>("Personality", "tdsodbc")));

    public sealed class Started : Run
    {
        protected override Task<DriverFixture> StartAsync() => Task.FromResult<DriverFixture>(Create());
    }
}
