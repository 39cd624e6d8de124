using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Batches;

/// <summary>Runs many statements: plans each text once, then all together where the driver can, else one by one.</summary>
internal static class BatchExecutor
{
    public static ValueTask<BatchOutcome> RunAsync(
        SourceParts parts, SessionUse use, IReadOnlyList<BatchCommand> commands, BatchMode mode, QueryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commands);
        QueryRequest.CheckOptions(options);
        ArgumentOutOfRangeException.ThrowIfZero(commands.Count, nameof(commands));
        return Enum.IsDefined(mode)
            ? RunTracedAsync(parts, use, commands, mode, options, cancellationToken)
            : throw new ArgumentOutOfRangeException(nameof(mode), mode, "A batch is Atomic or ContinueOnError.");
    }

    private static async ValueTask<BatchOutcome> RunTracedAsync(
        SourceParts parts, SessionUse use, IReadOnlyList<BatchCommand> commands, BatchMode mode, QueryOptions options, CancellationToken cancellationToken)
    {
        var telemetry = new QueryTelemetry(parts.Target, parts.Services.Clock);
        telemetry.Start();
        try
        {
            BatchOutcome outcome = await SessionCall.RunAsync(parts, use, options.Timeout, async (session, cancellation) =>
            {
                telemetry.Connected(session.DriverId);
                BatchItem[] items = Plan(parts, session, commands, options);
                telemetry.Planned(BatchSummary.Of(items));
                try
                {
                    return session.Capabilities.Batches.IsSupported
                        ? new BatchOutcome(await TogetherAsync(parts, use, session, items, mode, options, cancellation).ConfigureAwait(false), BatchWay.Together)
                        : new BatchOutcome(await new OneByOne(parts, use, session, options, cancellation).RunAsync(items, mode).ConfigureAwait(false), BatchWay.OneByOne);
                }
                finally
                {
                    if (Array.Exists(items, item => item.Query.Statement.Sql.Defines))
                    {
                        use.Defined();
                    }
                }
            }, cancellationToken).ConfigureAwait(false);
            telemetry.End(null, outcome.Error);
            return outcome;
        }
        catch (Exception error)
        {
            telemetry.End(null, error);
            throw;
        }
    }

    private static async ValueTask<IReadOnlyList<BatchResult>> TogetherAsync(
        SourceParts parts, SessionUse use, SourceSession session, BatchItem[] items, BatchMode mode, QueryOptions options, CallCancellation cancellation)
    {
        bool repeated = false;
        while (true)
        {
            await BatchPreparation.PrepareAsync(parts.Runner, session, items, options.Prepare, cancellation).ConfigureAwait(false);
            IReadOnlyList<BatchResult> results = await parts.Calls.RunAsync(session.DriverId, cancellation,
                token => session.Session.ExecuteBatchAsync([.. items.Select(item => item.ToStatement())], mode, token), static _ => default).ConfigureAwait(false);
            if (results.Count != items.Length)
            {
                throw new QuarryException(ErrorKind.Internal, ErrorCodes.BatchCommand, string.Create(CultureInfo.InvariantCulture,
                    $"Driver \"{session.DriverId}\" returned {results.Count} results for a batch of {items.Length} statements. This is a defect of the plugin."));
            }

            bool stale = await BatchPreparation.ForgetStaleAsync(parts.Runner, session, items, results).ConfigureAwait(false);
            // Nothing of an atomic batch stays, so that all of it may run again; the rest of the other kind has run, and order counts.
            if (!stale || repeated || mode != BatchMode.Atomic || use.IsTransaction)
            {
                return results;
            }

            repeated = true;
        }
    }

    private static BatchItem[] Plan(SourceParts parts, SourceSession session, IReadOnlyList<BatchCommand> commands, QueryOptions options)
    {
        var items = new BatchItem[commands.Count];
        for (int i = 0; i < items.Length; i++)
        {
            BatchCommand command = commands[i] ?? throw new ArgumentNullException(nameof(commands), "A command of the batch is null.");
            PlannedQuery query = parts.Planner.Plan(command.Sql, command.Parameters, options, session);
            items[i] = query.Statement.IsSingle ? new(query) : throw new QuarryException(ErrorKind.User, ErrorCodes.BatchCommand, string.Create(CultureInfo.InvariantCulture,
                $"Command {i + 1} of the batch holds several statements. Make a command of each."));
        }

        return items;
    }
}
