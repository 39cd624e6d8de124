using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Transactions;

/// <summary>A transaction's session and what became of it. One user at a time; whoever else comes is refused, except for the end by disposal, which waits.</summary>
internal sealed class TransactionState(SourceParts parts, SourceSession session) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private BatchStream? _stream;
    private string? _ended;
    private bool _defined;

    public string DriverId => session.DriverId;

    /// <summary>Begins the use of the session.</summary>
    /// <param name="stream">The stream that uses it, or null.</param>
    /// <exception cref="InvalidOperationException">Another use has not ended, or the transaction has.</exception>
    public SourceSession Enter(BatchStream? stream)
    {
        if (!_turn.Wait(0, CancellationToken.None))
        {
            throw new InvalidOperationException(Volatile.Read(ref _stream) is null
                ? "Another call of the transaction has not ended. Await each call before the next."
                : "A stream of the transaction is still open. Read it to its end or dispose it before the next call.");
        }

        if (_ended is { } ended)
        {
            _turn.Release();
            throw new InvalidOperationException($"The transaction {ended}. Begin another one.");
        }

        Volatile.Write(ref _stream, stream);
        return session;
    }

    /// <summary>Ends the use of the session.</summary>
    /// <param name="suspect">True if it failed or was cut short: a session without a sign of life ends the transaction.</param>
    public async ValueTask LeaveAsync(bool suspect)
    {
        try
        {
            if (suspect)
            {
                await parts.Calls.CleanUpAsync(session.DriverId, session.Session.PingAsync).ConfigureAwait(false);
            }
        }
        catch (AbandonedCallException abandoned)
        {
            Lose(abandoned.Ended);
        }
        catch (Exception)
        {
            _ended = "was lost with its session";
            await parts.Connections.ReturnAsync(session, suspect: true).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Gives the session up in which a driver still works.</summary>
    public void Abandon(Task ended)
    {
        Lose(ended);
        Leave();
    }

    /// <summary>A definition statement has run: it counts at once for this session, and once more for the others when it is committed.</summary>
    public void Defined()
    {
        _defined = true;
        parts.Definitions.Changed();
    }

    public async ValueTask SavepointAsync(string name, Func<Session, string, CancellationToken, ValueTask> call, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await SessionCall.RunAsync(parts, new TransactionUse(this), null, async (held, cancellation) =>
        {
            Offered.Require(held, held.Capabilities.Savepoints, nameof(DriverCapabilities.Savepoints), "savepoints", "Use a transaction for each part.");
            return await parts.Calls.RunAsync(held.DriverId, cancellation, token => DoneAsync(call(held.Session, name, token)), static _ => default).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Enter(null);
        await EndAsync("was committed", session.Session.CommitAsync, static () => Unknown(), cancellationToken).ConfigureAwait(false);
        if (_defined)
        {
            parts.Definitions.Changed();
        }
    }

    public async ValueTask RollbackAsync(CancellationToken cancellationToken)
    {
        Enter(null);
        await EndAsync("was rolled back", session.Session.RollbackAsync, null, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Volatile.Read(ref _stream) is { } stream)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        await _turn.WaitAsync().ConfigureAwait(false);
        if (_ended is not null)
        {
            Leave();
            return;
        }

        try
        {
            await parts.Calls.CleanUpAsync(session.DriverId, session.Session.RollbackAsync).ConfigureAwait(false);
            await FinishAsync("was disposed", suspect: false, null).ConfigureAwait(false);
        }
        catch (AbandonedCallException abandoned)
        {
            await FinishAsync("was disposed", suspect: true, abandoned.Ended).ConfigureAwait(false);
        }
        catch (Exception)
        {
            await FinishAsync("was disposed", suspect: true, null).ConfigureAwait(false);
        }
    }

    private async ValueTask EndAsync(string how, Func<CancellationToken, ValueTask> call, Func<QuarryException>? unknown, CancellationToken cancellationToken)
    {
        Task? abandoned = null;
        bool suspect = true;
        try
        {
            await SessionCall.GuardAsync(parts, null, Names.Execute, async cancellation =>
            {
                try
                {
                    return await parts.Calls.RunAsync(session.DriverId, cancellation, token => DoneAsync(call(token)), static _ => default).ConfigureAwait(false);
                }
                catch (AbandonedCallException stuck)
                {
                    abandoned = stuck.Ended;
                    throw;
                }
            }, cancellationToken).ConfigureAwait(false);
            suspect = false;
        }
        catch (Exception) when (abandoned is not null && unknown is not null)
        {
            // The driver may have sent it: no word of a cancellation then.
            throw unknown();
        }
        finally
        {
            await FinishAsync(suspect ? $"{(unknown is null ? "could not be rolled back" : "could not be committed")} and has ended" : how, suspect, abandoned).ConfigureAwait(false);
        }
    }

    private async ValueTask FinishAsync(string how, bool suspect, Task? abandoned)
    {
        if (abandoned is not null)
        {
            Lose(abandoned);
        }
        else
        {
            _ended = how;
            await parts.Connections.ReturnAsync(session, suspect).ConfigureAwait(false);
        }

        Leave();
    }

    private void Lose(Task ended)
    {
        _ended = "was lost with its session";
        parts.Connections.Abandon(session, ended);
    }

    private void Leave()
    {
        Volatile.Write(ref _stream, null);
        _turn.Release();
    }

    private static async ValueTask<bool> DoneAsync(ValueTask call)
    {
        await call.ConfigureAwait(false);
        return true;
    }

    private static QuarryException Unknown() => new(ErrorKind.Transport, ErrorCodes.CommitUnknown,
        "COMMIT was not answered before the cancellation's patience ended, so that the transaction may or may not have happened. Look in the database before repeating it.")
    {
        OutcomeUnknown = true,
    };
}
