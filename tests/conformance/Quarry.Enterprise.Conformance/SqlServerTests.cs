using Quarry.Odbc.Conformance;
using Quarry.Sdk.Conformance;

namespace Quarry.Enterprise.Conformance;

/// <summary>SQL Server's plugin over the scripted driver as Microsoft's.</summary>
public sealed class SqlServerTests(SqlServerTests.Started run) : OdbcConformanceTests(run), IClassFixture<SqlServerTests.Started>
{
    public static TheoryData<string> Checks => Names.Of(Create);

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check) => Keeps(check);

    [Fact]
    public void Most_checks_apply() => MostApply(0.7);

    internal static SqlServerFixture Create() => new(new("ODBC Driver 18 for SQL Server", new KeyValuePair<string, string>("Personality", "msodbcsql")));

    public sealed class Started : Run
    {
        protected override Task<DriverFixture> StartAsync() => Task.FromResult<DriverFixture>(Create());
    }
}
