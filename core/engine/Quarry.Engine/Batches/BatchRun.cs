using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Batches;

/// <summary>Runs many statements on one session: by the driver in as few round trips as it can, else one by one.</summary>
internal static class BatchRun
{
    public static async ValueTask<BatchOutcome> RunAsync(
        SourceParts parts, IReadOnlyList<BatchCommand> commands, BatchMode mode, QueryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commands);
        QueryRequest[] requests = [.. commands.Select(command => QueryRequest.Of(command.Sql, command.Parameters, options))];
        if (requests.Length == 0)
        {
            return new() { Results = [], IsPipelined = true };
        }

        var telemetry = new QueryTelemetry(parts.Target, parts.Services.Clock);
        telemetry.Start();
        Exception? failure = null;
        try
        {
            BatchOutcome outcome = await SessionUse.RunAsync(
                parts, options.Timeout, (session, cancellation) => RunAsync(parts, requests, mode, session, cancellation, telemetry), cancellationToken).ConfigureAwait(false);
            failure = outcome.Results.FirstOrDefault(result => result.Error is not null)?.Error;
            return outcome;
        }
        catch (Exception error)
        {
            failure = error;
            throw;
        }
        finally
        {
            telemetry.End(null, failure);
        }
    }

    private static async ValueTask<BatchOutcome> RunAsync(
        SourceParts parts, QueryRequest[] requests, BatchMode mode, SourceSession session, CallCancellation cancellation, QueryTelemetry telemetry)
    {
        telemetry.Connected(session.DriverId);
        PlannedQuery[] queries = [.. requests.Select((request, index) => Plan(parts, request, index, session))];
        PrepareMode prepare = requests[0].Options.Prepare;
        telemetry.Planned($"BATCH {queries[0].Plan.Kind.ToString().ToUpperInvariant()}");
        try
        {
            bool together = session.Capabilities.Batches.IsSupported;
            IReadOnlyList<BatchResult> results = together
                ? await new Together(parts, session, mode, prepare, cancellation).RunAsync(queries).ConfigureAwait(false)
                : await new OneByOne(parts, session, mode, prepare, cancellation).RunAsync(queries).ConfigureAwait(false);
            return new() { Results = results, IsPipelined = together };
        }
        catch (AbandonedCallException stuck) when (!parts.IsTransaction && !stuck.WasCommit)
        {
            throw new AbandonedCallException(stuck.Ended) { MayHaveCommitted = true };
        }
        finally
        {
            if (Array.Exists(queries, query => query.Statement.Sql.Defines))
            {
                parts.Definitions.Advance();
            }
        }
    }

    private static PlannedQuery Plan(SourceParts parts, QueryRequest request, int index, SourceSession session)
    {
        PlannedQuery query = parts.Planner.Plan(request, session);
        return query.Statement.IsSingle
            ? query
            : throw new QuarryException(ErrorKind.User, ErrorCodes.BatchCommandSeveral,
                $"Command {index + 1} of the batch holds {query.Statement.Sql.Statements.Count} statements. Make each a command of its own, so that each has a result.");
    }
}
