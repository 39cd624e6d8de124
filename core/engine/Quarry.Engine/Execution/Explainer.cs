using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Planning;
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
                bool isChecked = await CheckAsync(parts, query, session, cancellation).ConfigureAwait(false);
                return Explain(parts, query, session, isChecked);
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
            token => session.Session.PrepareAsync(query.Plan, token),
            static late => late.DisposeAsync()).ConfigureAwait(false);
        await parts.Calls.CleanUpAsync(session.DriverId, _ => prepared.DisposeAsync()).ConfigureAwait(false);
        return true;
    }

    private static Explanation Explain(SourceParts parts, PlannedQuery query, SourceSession session, bool isChecked) => new()
    {
        Source = parts.Name,
        Target = parts.Target,
        Driver = session.Driver.Info,
        Origin = session.Lease.Origin,
        Transport = session.Transport,
        Server = session.Server,
        Plan = query.Plan,
        IsChecked = isChecked,
        Parameters = [.. query.Parameters.Select(parameter => new ExplainedParameter { Name = parameter.Name, Type = parameter.Type })],
        Rules = query.Rules,
    };
}
