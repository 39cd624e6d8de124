using Quarry.Odbc.Conformance;
using Quarry.Sdk.Conformance;

namespace Quarry.Enterprise.Conformance;

/// <summary>ASE's plugin over the scripted driver as SAP's.</summary>
public sealed class AseTests(AseTests.Started run) : OdbcConformanceTests(run), IClassFixture<AseTests.Started>
{
    public static TheoryData<string> Checks => Names.Of(Create);

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check) => Keeps(check);

    [Fact]
    public void Most_checks_apply() => MostApply(0.7);

    internal static AseFixture Create() => new(new("Adaptive Server Enterprise", new KeyValuePair<string, string>("Personality", "ase")));

    public sealed class Started : Run
    {
        protected override Task<DriverFixture> StartAsync() => Task.FromResult<DriverFixture>(Create());
    }
}
