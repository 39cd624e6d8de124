using Quarry.Sdk.Conformance;

namespace Quarry.Odbc.Conformance;

/// <summary>The suite over one ODBC driver; it runs once, and each of its checks is a test.</summary>
public abstract class OdbcConformanceTests(OdbcConformanceTests.Run run)
{
    protected void Keeps(string check)
    {
        CheckResult result = run.Report[check];
        result.Outcome.Should().NotBe(CheckOutcome.Failed, "{0} (seed {1})", result.Reason, run.Report.Seed);
    }

    protected void MostApply(double share)
        => run.Report.Results.Count(result => result.Outcome == CheckOutcome.Passed).Should().BeGreaterThan((int)(run.Report.Results.Count * share));

    public abstract class Run : IAsyncLifetime
    {
        public ConformanceReport Report { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await using DriverFixture fixture = await StartAsync();
            Report = await ConformanceSuite.RunAsync(fixture, CancellationToken.None);
        }

        public Task DisposeAsync() => Task.CompletedTask;

        protected abstract Task<DriverFixture> StartAsync();
    }
}
