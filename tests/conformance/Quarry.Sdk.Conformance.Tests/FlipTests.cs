using Quarry.Contracts;
using Quarry.Sdk.Conformance.Tests.TestDriver;

namespace Quarry.Sdk.Conformance.Tests;

/// <summary>No capability is a flag that nobody reads: flip it, and a check named for it fails.</summary>
public sealed class FlipTests
{
    internal static IEnumerable<string> Names => typeof(DriverCapabilities).GetProperties()
        .Where(property => property.PropertyType == typeof(Capability)).Select(property => property.Name);

    public static TheoryData<string> Capabilities => [.. Names];

    [Theory]
    [MemberData(nameof(Capabilities))]
    public async Task What_works_but_is_not_claimed_is_found(string capability)
        => (await FailuresOf(new() { Unclaimed = new HashSet<string> { capability } }, capability)).Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Capabilities))]
    public async Task What_is_claimed_but_does_not_work_is_found(string capability)
        => (await FailuresOf(new() { Removed = new HashSet<string> { capability } }, capability)).Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void Each_capability_is_checked_in_both_directions(string capability)
        => ConformanceSuite.Checks(new TinyFixture(new())).Where(check => check.Capability == capability).Select(check => check.WhenClaimed)
            .Should().Contain(true).And.Contain(false);

    private static async Task<IReadOnlyList<CheckResult>> FailuresOf(TinySettings settings, string capability)
    {
        await using var fixture = new TinyFixture(settings);
        var options = new ConformanceOptions { Include = check => check.Capability == capability };
        return [.. (await ConformanceSuite.RunAsync(fixture, options, CancellationToken.None)).Failures];
    }
}
