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
            try
            {
                return Explain(parts, parts.Planner.Plan(request, session), session);
            }
            finally
            {
                await parts.Connections.ReturnAsync(session, suspect: false).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (QueryEnd.Explain(error, cancellation, parts, Names.Connect) is var shown && shown != error)
        {
            throw shown;
        }
    }

    private static Explanation Explain(SourceParts parts, PlannedQuery query, SourceSession session) => new()
    {
        Source = parts.Name,
        Target = parts.Target,
        Driver = session.Driver.Info,
        Origin = session.Lease.Origin,
        Transport = session.Transport,
        Server = session.Server,
        Plan = query.Plan,
        Parameters = [.. query.Parameters.Select(parameter => new ExplainedParameter { Name = parameter.Name, Type = parameter.Type })],
        Rules = query.Rules,
    };
}
