using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Execution;

/// <summary>Plans a query on a real session and tells what came out.</summary>
internal static class Explainer
{
    public static async ValueTask<Explanation> ExplainAsync(SourceParts parts, QueryRequest request, CancellationToken cancellationToken)
    {
        using CallCancellation cancellation = parts.CreateCancellation(request.Options.Timeout);
        using CancellationTokenRegistration closing = cancellation.Link(CancelCause.SourceClosed, parts.Closing);
        using CancellationTokenRegistration caller = cancellation.Link(CancelCause.Caller, cancellationToken);
        cancellation.BeginWait();
        try
        {
            SourceSession session = await parts.Connections.ConnectAsync(cancellation).ConfigureAwait(false);
            bool suspect = true;
            Task? abandoned = null;
            try
            {
                PlannedQuery query = parts.Planner.Plan(request, session);
                bool isChecked = await CheckAsync(parts, query, session, cancellation).ConfigureAwait(false);
                suspect = false;
                return Explain(parts, query, session, isChecked);
            }
            catch (AbandonedCallException stuck)
            {
                abandoned = stuck.Ended;
                throw;
            }
            finally
            {
                if (abandoned is null)
                {
                    await parts.Connections.ReturnAsync(session, suspect).ConfigureAwait(false);
                }
                else
                {
                    parts.Connections.Abandon(session, abandoned);
                }
            }
        }
        catch (Exception error) when (QueryEnd.Explain(error, cancellation, parts, Names.Connect) is var shown && shown != error)
        {
            throw shown;
        }
    }

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
