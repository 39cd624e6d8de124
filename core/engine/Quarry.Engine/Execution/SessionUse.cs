using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>Borrows a session for one piece of work that the caller can cancel.</summary>
internal static class SessionUse
{
    /// <summary>Runs work on a session and gives the session back, verified if the work failed.</summary>
    /// <param name="parts">The source, or a transaction of it.</param>
    /// <param name="timeout">How long the caller waits, or null.</param>
    /// <param name="work">The work; calls to the driver take its cancellation.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static ValueTask<T> RunAsync<T>(
        SourceParts parts, TimeSpan? timeout, Func<SourceSession, CallCancellation, ValueTask<T>> work, CancellationToken cancellationToken)
        => RunAsync(parts, timeout, work, keep: false, cancellationToken);

    /// <summary>The same for work that has no result.</summary>
    public static async ValueTask RunAsync(
        SourceParts parts, TimeSpan? timeout, Func<SourceSession, CallCancellation, ValueTask> work, CancellationToken cancellationToken)
        => await RunAsync(
            parts,
            timeout,
            async (session, cancellation) =>
            {
                await work(session, cancellation).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Runs work on a session that stays with the caller if the work succeeds.</summary>
    public static ValueTask<T> RunAndKeepAsync<T>(
        SourceParts parts, TimeSpan? timeout, Func<SourceSession, CallCancellation, ValueTask<T>> work, CancellationToken cancellationToken)
        => RunAsync(parts, timeout, work, keep: true, cancellationToken);

    /// <summary>Calls a driver for something that has no result.</summary>
    public static async ValueTask CallAsync(this SourceParts parts, SourceSession session, CallCancellation cancellation, Func<CancellationToken, ValueTask> call)
        => await parts.Calls.RunAsync(
            session.DriverId,
            cancellation,
            async token =>
            {
                await call(token).ConfigureAwait(false);
                return true;
            },
            static _ => default).ConfigureAwait(false);

    /// <summary>Commits. A driver that does not return leaves open whether it did.</summary>
    public static async ValueTask CommitAsync(this SourceParts parts, SourceSession session, CallCancellation cancellation)
    {
        try
        {
            await parts.CallAsync(session, cancellation, session.Session.CommitAsync).ConfigureAwait(false);
        }
        catch (AbandonedCallException stuck)
        {
            throw new AbandonedCallException(stuck.Ended) { WasCommit = true };
        }
    }

    private static async ValueTask<T> RunAsync<T>(
        SourceParts parts, TimeSpan? timeout, Func<SourceSession, CallCancellation, ValueTask<T>> work, bool keep, CancellationToken cancellationToken)
    {
        using CallCancellation cancellation = parts.CreateCancellation(timeout);
        using CancellationTokenRegistration closing = cancellation.EndWith(parts.Closing);
        using CancellationTokenRegistration caller = cancellation.Follow(cancellationToken);
        cancellation.BeginWait();
        string stage = Telemetry.Names.Connect;
        try
        {
            SourceSession session = await parts.Sessions.ConnectAsync(cancellation).ConfigureAwait(false);
            stage = Telemetry.Names.Execute;
            T result;
            try
            {
                result = await work(session, cancellation).ConfigureAwait(false);
            }
            catch (AbandonedCallException stuck)
            {
                parts.Sessions.Abandon(session, stuck.Ended);
                throw;
            }
            catch (Exception error)
            {
                parts.Sessions.Observe(session, error);
                await parts.Sessions.ReturnAsync(session, suspect: true).ConfigureAwait(false);
                throw;
            }

            if (!keep)
            {
                await parts.Sessions.ReturnAsync(session, suspect: false).ConfigureAwait(false);
            }

            return result;
        }
        catch (Exception error) when (QueryEnd.Explain(error, cancellation, parts, stage, error is AbandonedCallException { MayHaveCommitted: true }) is var shown && shown != error)
        {
            throw shown;
        }
    }
}
