using Quarry.Sdk.Conformance.Tests.TestDriver;

namespace Quarry.Sdk.Conformance.Tests;

public sealed class SuiteTests
{
    [Fact]
    public async Task A_driver_that_does_what_it_claims_passes()
    {
        ConformanceReport report = await Run(new());

        report.Passed.Should().BeTrue(report.ToString());
        report.Results.Where(result => result.Outcome == CheckOutcome.NotApplicable).Should().OnlyContain(
            result => result.Reason.StartsWith("the driver claims"), "the test driver offers everything that a check may need, so that every check runs");
    }

    [Fact]
    public async Task A_driver_that_claims_nothing_and_does_nothing_passes()
    {
        HashSet<string> all = [.. FlipTests.Names];

        ConformanceReport report = await Run(new() { Removed = all, Unclaimed = all });

        report.Passed.Should().BeTrue(report.ToString());
    }

    [Fact]
    public void Names_are_unique_and_words_of_lower_case()
    {
        var checks = ConformanceSuite.Checks(new TinyFixture(new()));

        checks.Select(check => check.Name).Should().OnlyHaveUniqueItems();
        checks.Where(check => !check.Name.StartsWith("types.")).Should().OnlyContain(check => System.Text.RegularExpressions.Regex.IsMatch(check.Name, "^[a-z-]+\\.[a-z-]+$"));
        checks.Should().OnlyContain(check => check.Description.Length > 10);
    }

    [Fact]
    public async Task The_seed_repeats_a_run()
    {
        ConformanceReport report = await Run(new() { Fault = Fault.WrapsInteger }, name => name == "types.int64", 7);
        ConformanceReport again = await Run(new() { Fault = Fault.WrapsInteger }, name => name == "types.int64", 7);

        report.Seed.Should().Be(7);
        report["types.int64"].Reason.Should().NotBeEmpty().And.Be(again["types.int64"].Reason);
    }

    [Theory]
    [InlineData(Fault.RefusesToOpen)]
    [InlineData(Fault.HangsAtOpen)]
    public async Task A_target_that_does_not_open_is_the_only_failure(object fault)
    {
        ConformanceReport report = await Run(new() { Fault = (Fault)fault });

        report.Passed.Should().BeFalse();
        report.Server.Should().BeNull();
        report.Failures.Select(result => result.Name).Should().Equal("driver.opens");
    }

    [Fact]
    public async Task A_report_is_a_table_with_failures_first()
    {
        ConformanceReport report = await Run(new() { Fault = Fault.LimitIsOneMore }, name => name.StartsWith("dialect.") || name == "cancel.unclaimed", 3);

        string[] lines = report.ToString().TrimEnd().Split(Environment.NewLine);
        lines[0].Should().StartWith("tiny ").And.EndWith("on Tiny 1.0: 10 passed, 1 failed, 1 not applicable (seed 3)");
        lines[1].Should().StartWith("FAILED  dialect.limit").And.Contain("the first 0 of 10 rows: expected the 0 rows");
        lines[2].Should().StartWith("passed  driver.opens");
        lines[^1].Should().StartWith("n/a     cancel.unclaimed").And.EndWith("the driver claims Cancel");
        lines.Should().HaveCount(13);
    }

    [Fact]
    public async Task A_cancelled_run_ends()
    {
        await using var fixture = new TinyFixture(new());
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await FluentActions.Awaiting(() => ConformanceSuite.RunAsync(fixture, source.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    internal static Task<ConformanceReport> Run(TinySettings settings) => Run(settings, _ => true, 1);

    internal static async Task<ConformanceReport> Run(TinySettings settings, Func<string, bool> include, int seed)
    {
        await using var fixture = new TinyFixture(settings);
        return await ConformanceSuite.RunAsync(fixture, new() { Seed = seed, Include = check => include(check.Name), CheckTimeout = settings.Has(Fault.HangsAtOpen) ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromMinutes(1) }, CancellationToken.None);
    }
}
