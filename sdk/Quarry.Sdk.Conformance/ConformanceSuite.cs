using Quarry.Contracts;
using Quarry.Sdk.Conformance.Checks;
using Quarry.Sdk.Conformance.Running;

namespace Quarry.Sdk.Conformance;

/// <summary>Checks that a driver does what it claims and refuses what it does not claim.</summary>
/// <remarks>
/// Every capability is tested in both directions: claimed, it must work; not claimed, asking for it must be refused with a
/// <see cref="QuarryException"/>. Each check gets fresh sessions and memory of its own, which must all be returned at its end.
/// </remarks>
public static class ConformanceSuite
{
    private const string OpensName = "driver.opens";

    /// <summary>All checks for a driver, in the order in which they run; those of the type matrix follow from its types.</summary>
    /// <param name="fixture">The driver's fixture.</param>
    public static IReadOnlyList<ConformanceCheck> Checks(DriverFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        return
        [
            Opens(_ => { }),
            .. DriverChecks.All, .. RuleChecks.All, .. SessionChecks.All, .. ResetChecks.All, .. ErrorChecks.All, .. ResultChecks.All, .. MemoryChecks.All,
            .. ParameterChecks.All, .. TypeChecks.Of(fixture), .. DialectChecks.All,
            .. TransactionChecks.All, .. SavepointChecks.All, .. DefinitionChecks.All, .. ReadOnlyChecks.All, .. DeferrableChecks.All, .. LockTimeoutChecks.All, .. SnapshotChecks.All, .. PartitionChecks.All,
            .. BatchChecks.All, .. PreparedChecks.All, .. MultipleResultChecks.All, .. OutputParameterChecks.All,
            .. CancelChecks.All, .. ReturningChecks.All, .. UpsertChecks.All, .. BulkWriteChecks.All, .. CatalogChecks.All,
        ];
    }

    /// <summary>Runs all checks.</summary>
    /// <param name="fixture">The driver's fixture; the caller disposes it.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static Task<ConformanceReport> RunAsync(DriverFixture fixture, CancellationToken cancellationToken)
        => RunAsync(fixture, ConformanceOptions.Default, cancellationToken);

    /// <summary>Runs checks.</summary>
    /// <param name="fixture">The driver's fixture; the caller disposes it.</param>
    /// <param name="options">Which checks, and how.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The report. If the driver does not open its target, that is the only failure, and the other checks are not applicable.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<ConformanceReport> RunAsync(DriverFixture fixture, ConformanceOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        ArgumentNullException.ThrowIfNull(options);
        int seed = options.Seed ?? Random.Shared.Next();
        var results = new List<CheckResult>();
        (ServerInfo Server, DriverCapabilities Capabilities)? described = null;
        ConformanceCheck opens = Opens(context => described = (context.Session.Server, context.Capabilities));
        results.Add(await new CheckRunner(fixture, null, options.CheckTimeout, seed).RunAsync(opens, cancellationToken).ConfigureAwait(false));
        var runner = new CheckRunner(fixture, described?.Capabilities, options.CheckTimeout, seed);
        foreach (ConformanceCheck check in Checks(fixture).Skip(1).Where(options.Include ?? (_ => true)))
        {
            results.Add(described is null
                ? new() { Name = check.Name, Capability = check.Capability, Outcome = CheckOutcome.NotApplicable, Reason = $"the target did not open, see {OpensName}" }
                : await runner.RunAsync(check, cancellationToken).ConfigureAwait(false));
        }

        return new(fixture.Driver.Info, described?.Server, seed, results);
    }

    private static ConformanceCheck Opens(Action<CheckContext> onOpen) => ConformanceCheck.Always(
        OpensName, "the target opens, and the server's description is complete", context =>
        {
            onOpen(context);
            return DriverChecks.OpensAsync(context);
        });
}
