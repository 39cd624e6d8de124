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
        SourceParts parts, IReadOnlyList<BatchCommand> commands, BatchMode mode, bool isInTransaction, QueryOptions options, CancellationToken cancellationToken)
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
                parts, options.Timeout, (session, cancellation) => RunAsync(parts, requests, mode, isInTransaction, session, cancellation, telemetry), cancellationToken).ConfigureAwait(false);
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
        SourceParts parts, QueryRequest[] requests, BatchMode mode, bool isInTransaction, SourceSession session, CallCancellation cancellation, QueryTelemetry telemetry)
    {
        telemetry.Connected(session.DriverId);
        BatchStatement[] statements = [.. requests.Select((request, index) => Plan(parts, request, index, session))];
        telemetry.Planned($"BATCH {statements[0].Plan.Kind.ToString().ToUpperInvariant()}");
        try
        {
            if (session.Capabilities.Batches.IsSupported)
            {
                IReadOnlyList<BatchResult> results = await parts.Calls.RunAsync(
                    session.DriverId, cancellation, token => session.Session.ExecuteBatchAsync(statements, mode, token), static _ => default).ConfigureAwait(false);
                return new() { Results = results, IsPipelined = true };
            }

            var one = new OneByOne(parts, session, cancellation);
            return new() { Results = await one.RunAsync(statements, mode, isInTransaction).ConfigureAwait(false), IsPipelined = false };
        }
        finally
        {
            if (Array.Exists(statements, static statement => statement.Plan.Kind == StatementKind.Definition))
            {
                parts.Definitions.Advance();
            }
        }
    }

    private static BatchStatement Plan(SourceParts parts, QueryRequest request, int index, SourceSession session)
    {
        PlannedQuery query = parts.Planner.Plan(request, session);
        return query.Statements == 1
            ? new() { Plan = query.Plan, Parameters = query.Parameters }
            : throw new QuarryException(ErrorKind.User, ErrorCodes.BatchCommandSeveral,
                $"Command {index + 1} of the batch holds {query.Statements} statements. Make each a command of its own, so that each has a result.");
    }
}
