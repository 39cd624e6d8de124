using Quarry.Sdk.Conformance;

namespace Quarry.Plugins.PostgreSql.Conformance;

/// <summary>The suite runs once; each of its checks is a test.</summary>
public sealed class PostgreSqlConformanceTests(PostgreSqlConformanceTests.Run run) : IClassFixture<PostgreSqlConformanceTests.Run>
{
    public static TheoryData<string> Checks => [.. ConformanceSuite.Checks(PostgreSqlFixture.Unstarted).Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check)
    {
        CheckResult result = run.Report[check];
        result.Outcome.Should().NotBe(CheckOutcome.Failed, "{0} (seed {1})", result.Reason, run.Report.Seed);
    }

    [Fact]
    public void Most_checks_apply() => run.Report.Results.Count(result => result.Outcome == CheckOutcome.Passed).Should().BeGreaterThan(run.Report.Results.Count * 3 / 4);

    public sealed class Run : IAsyncLifetime
    {
        public ConformanceReport Report { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await using PostgreSqlFixture fixture = await PostgreSqlFixture.StartAsync();
            Report = await ConformanceSuite.RunAsync(fixture, CancellationToken.None);
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
