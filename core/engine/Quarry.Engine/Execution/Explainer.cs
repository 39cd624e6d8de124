using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Planning;
using Quarry.Engine.Preparation;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>Plans a query on a real session and tells what came out.</summary>
internal static class Explainer
{
    public static ValueTask<Explanation> ExplainAsync(SourceParts parts, QueryRequest request, CancellationToken cancellationToken)
        => SessionUse.RunAsync(
            parts,
            request.Options.Timeout,
            async (session, cancellation) =>
            {
                PlannedQuery query = parts.Planner.Plan(request, session);
                PreparationChoice choice = PreparationChoice.Of(query.Statement, request.Options.Prepare, session, parts.Runner.Capacity, query.Statement.WasExecuted);
                bool isChecked = await CheckAsync(parts, query, session, cancellation).ConfigureAwait(false);
                return Explain(parts, query, choice, session, isChecked);
            },
            cancellationToken);

    // What cannot be prepared is wrong: explaining it would only hide that.
    private static async ValueTask<bool> CheckAsync(SourceParts parts, PlannedQuery query, SourceSession session, CallCancellation cancellation)
    {
        if (!session.Capabilities.PreparedStatements.IsSupported)
        {
            return false;
        }

        PreparedStatement prepared = await parts.Calls.RunAsync(session.DriverId, cancellation,
            token => session.Session.PrepareAsync(query.Plan, query.Parameters, token),
            static late => late.DisposeAsync()).ConfigureAwait(false);
        await parts.Calls.DisposeAsync(session.DriverId, prepared).ConfigureAwait(false);
        return true;
    }

    private static Explanation Explain(SourceParts parts, PlannedQuery query, PreparationChoice choice, SourceSession session, bool isChecked) => new()
    {
        Source = parts.Name,
        Target = parts.Target,
        Driver = session.Driver.Info,
        Origin = session.Lease.Origin,
        Transport = session.Transport,
        Server = session.Server,
        Plan = query.Plan,
        IsChecked = isChecked,
        IsPrepared = choice.Prepare,
        Preparation = choice.Reason,
        Parameters = [.. query.Parameters.Select(parameter => new ExplainedParameter { Name = parameter.Name, Type = parameter.Type })],
        Rules = query.Statement.Rules,
    };
}
