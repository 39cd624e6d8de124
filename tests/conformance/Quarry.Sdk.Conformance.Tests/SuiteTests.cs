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

    internal static Task<ConformanceReport> Run(TinySettings settings) => Run(settings, _ => true, 1);

    internal static async Task<ConformanceReport> Run(TinySettings settings, Func<string, bool> include, int seed)
    {
        await using var fixture = new TinyFixture(settings);
        return await ConformanceSuite.RunAsync(fixture, new() { Seed = seed, Include = check => include(check.Name) }, CancellationToken.None);
    }
}
