using Quarry.Odbc.Conformance;
using Quarry.Sdk.Conformance;

namespace Quarry.Enterprise.Conformance;

/// <summary>ASE's plugin over the scripted driver as FreeTDS, which reaches ASE as well.</summary>
public sealed class AseFreeTdsTests(AseFreeTdsTests.Started run) : OdbcConformanceTests(run), IClassFixture<AseFreeTdsTests.Started>
{
    public static TheoryData<string> Checks => Names.Of(Create);

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check) => Keeps(check);

    [Fact]
    public void Most_checks_apply() => MostApply(0.7);

    internal static AseFixture Create() => new(new(
        "FreeTDS", new("Personality", "tdsodbc"), new("DbmsName", "Adaptive Server Enterprise"), new("DbmsVer", "16.00.0000")));

    public sealed class Started : Run
    {
        protected override Task<DriverFixture> StartAsync() => Task.FromResult<DriverFixture>(Create());
    }
}
