using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Execution;

/// <summary>Work of one call on a session: cancellation, timeout, and the session's way back.</summary>
internal static class SessionCall
{
    /// <summary>Gets a session, works with it and gives it back, verified if the work failed.</summary>
    /// <param name="parts">The source.</param>
    /// <param name="use">Where the session comes from.</param>
    /// <param name="timeout">How long all may take, or null.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static async ValueTask<T> RunAsync<T>(
        SourceParts parts, SessionUse use, TimeSpan? timeout, Func<SourceSession, CallCancellation, ValueTask<T>> work, CancellationToken cancellationToken)
        => await GuardAsync(parts, timeout, Names.Execute, async cancellation =>
        {
            SourceSession session = await use.AcquireAsync(cancellation).ConfigureAwait(false);
            bool suspect = true;
            Task? abandoned = null;
            try
            {
                T result = await work(session, cancellation).ConfigureAwait(false);
                suspect = false;
                return result;
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
                    await use.ReleaseAsync(session, suspect).ConfigureAwait(false);
                }
                else
                {
                    use.Abandon(session, abandoned);
                }
            }
        }, cancellationToken).ConfigureAwait(false);

    /// <summary>Runs work under the caller's token, a timeout and the source's end, and tells the caller which of them ended it.</summary>
    public static async ValueTask<T> GuardAsync<T>(
        SourceParts parts, TimeSpan? timeout, string stage, Func<CallCancellation, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        using CallCancellation cancellation = parts.CreateCancellation(timeout);
        using CancellationTokenRegistration closing = cancellation.Link(CancelCause.SourceClosed, parts.Closing);
        using CancellationTokenRegistration caller = cancellation.Link(CancelCause.Caller, cancellationToken);
        cancellation.BeginWait();
        try
        {
            return await work(cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (QueryEnd.Explain(error, cancellation, parts, stage) is var shown && shown != error)
        {
            throw shown;
        }
    }
}
