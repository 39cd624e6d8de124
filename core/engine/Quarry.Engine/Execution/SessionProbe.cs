using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>Uses sessions without a query: to see whether the server answers, and to have them open.</summary>
internal static class SessionProbe
{
    public static ValueTask PingAsync(SourceParts parts, CancellationToken cancellationToken)
        => SessionUse.RunAsync(parts, null, (session, cancellation) => parts.CallAsync(session, cancellation, session.Session.PingAsync), cancellationToken);

    public static async ValueTask WarmUpAsync(SourceParts parts, int sessions, CancellationToken cancellationToken)
    {
        int count = Math.Min(sessions, MaxSessions(parts));
        var opened = new List<SourceSession>(count);
        try
        {
            // One after the other: a server that starts with the application is not met by a storm, and a wrong password is told once.
            while (opened.Count < count)
            {
                opened.Add(await SessionUse.RunAndKeepAsync(parts, null, static (session, _) => new ValueTask<SourceSession>(session), cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            foreach (SourceSession session in opened)
            {
                await parts.Sessions.ReturnAsync(session, suspect: false).ConfigureAwait(false);
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
