using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Execution;

/// <summary>Uses sessions without a query: to see whether the server answers, and to have them open.</summary>
internal static class SessionProbe
{
    public static async ValueTask PingAsync(SourceParts parts, CancellationToken cancellationToken)
    {
        using CallCancellation cancellation = parts.CreateCancellation(timeout: null);
        using CancellationTokenRegistration closing = cancellation.Link(CancelCause.SourceClosed, parts.Closing);
        using CancellationTokenRegistration caller = cancellation.Link(CancelCause.Caller, cancellationToken);
        try
        {
            SourceSession session = await parts.Connections.ConnectAsync(cancellation).ConfigureAwait(false);
            await PingAsync(parts, session, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (QueryEnd.Explain(error, cancellation, parts, Names.Connect) is var shown && shown != error)
        {
            throw shown;
        }
    }

    public static async ValueTask WarmUpAsync(SourceParts parts, int sessions, CancellationToken cancellationToken)
    {
        using CallCancellation cancellation = parts.CreateCancellation(timeout: null);
        using CancellationTokenRegistration closing = cancellation.Link(CancelCause.SourceClosed, parts.Closing);
        using CancellationTokenRegistration caller = cancellation.Link(CancelCause.Caller, cancellationToken);
        int count = Math.Min(sessions, MaxSessions(parts));
        var opened = new List<SourceSession>(count);
        try
        {
            // One after the other: a server that starts with the application is not met by a storm, and a wrong password is told once.
            while (opened.Count < count)
            {
                opened.Add(await parts.Connections.ConnectAsync(cancellation).ConfigureAwait(false));
            }
        }
        catch (Exception error) when (QueryEnd.Explain(error, cancellation, parts, Names.Connect) is var shown && shown != error)
        {
            throw shown;
        }
        finally
        {
            foreach (SourceSession session in opened)
            {
                await parts.Connections.ReturnAsync(session, suspect: false).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask PingAsync(SourceParts parts, SourceSession session, CallCancellation cancellation)
    {
        bool suspect = true;
        Task? abandoned = null;
        try
        {
            await parts.Calls.RunAsync(session.DriverId, cancellation, async token =>
            {
                await session.Session.PingAsync(token).ConfigureAwait(false);
                return true;
            }, static _ => default).ConfigureAwait(false);
            suspect = false;
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

    // To hold more than the driver bears would wait for itself.
    private static int MaxSessions(SourceParts parts)
    {
        using DriverLease lease = parts.Services.Drivers.Acquire(parts.Target);
        return parts.Calls.Run(lease.Driver.Info.Id, () => lease.Driver.MaxSessions(parts.Target));
    }
}
