using System.Diagnostics;
using Quarry.Contracts;
using Quarry.Sdk.Conformance.Checks;

namespace Quarry.Sdk.Conformance.Running;

/// <summary>Runs one check after the other, each on a session, memory and thread of its own, and turns whatever happens into a result.</summary>
internal sealed class CheckRunner(DriverFixture fixture, DriverCapabilities? capabilities, TimeSpan timeout, int seed)
{
    // What a driver may take to come back after the token has told it to.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    public async Task<CheckResult> RunAsync(ConformanceCheck check, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        (CheckOutcome outcome, string reason) = WhyNot(check) is { } whyNot
            ? (CheckOutcome.NotApplicable, whyNot)
            : await RunBoundedAsync(check, cancellationToken).ConfigureAwait(false);
        return new() { Name = check.Name, Capability = check.Capability, Outcome = outcome, Reason = reason, Elapsed = Stopwatch.GetElapsedTime(start) };
    }

    private string? WhyNot(ConformanceCheck check)
    {
        if (check.WhenClaimed is null || capabilities is null)
        {
            return null;
        }

        Capability capability = CapabilityTable.Get(capabilities, check.Capability);
        return capability.IsSupported == check.WhenClaimed ? null
            : capability.IsSupported ? $"the driver claims {check.Capability}"
            : $"the driver does not claim {check.Capability}: {capability.Reason}";
    }

    private async Task<(CheckOutcome Outcome, string Reason)> RunBoundedAsync(ConformanceCheck check, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        CancellationToken token = limit.Token;
        // A thread of its own: a driver that blocks where it should wait must hang neither the suite nor the pool.
        Task<(CheckOutcome, string)> work = Task.Factory.StartNew(
            () => RunCheckAsync(check, token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        try
        {
            (CheckOutcome, string) result = await work.WaitAsync(timeout + (timeout < s_grace ? timeout : s_grace), cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        catch (TimeoutException)
        {
            return (CheckOutcome.Failed, $"It did not end within {timeout.TotalSeconds:0.#} s and ignored its cancellation; its sessions are abandoned.");
        }
    }

    private async Task<(CheckOutcome Outcome, string Reason)> RunCheckAsync(ConformanceCheck check, CancellationToken limit)
    {
        try
        {
            CheckContext context = await CheckContext.OpenAsync(fixture, seed, limit).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                await check.Run(context).ConfigureAwait(false);
                await context.DropTablesAsync().ConfigureAwait(false);
                await context.Main.EnsureWorksAsync("at the end of the check").ConfigureAwait(false);
                await context.CloseAsync().ConfigureAwait(false);
            }

            return (CheckOutcome.Passed, "");
        }
        catch (NotApplicableException nothing)
        {
            return (CheckOutcome.NotApplicable, nothing.Message);
        }
        catch (CheckFailedException failed)
        {
            return (CheckOutcome.Failed, failed.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return (CheckOutcome.Failed, $"It did not end within {timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception error)
        {
            // Whatever a driver throws is a finding about the driver and must not end the suite.
            return (CheckOutcome.Failed, $"{error.GetType()}: {error.Message}{Origin(error)}");
        }
    }

    private static string Origin(Exception error)
        => new StackTrace(error).GetFrames().FirstOrDefault()?.GetMethod() is { } method ? $" (in {method.DeclaringType?.Name}.{method.Name})" : "";
}
