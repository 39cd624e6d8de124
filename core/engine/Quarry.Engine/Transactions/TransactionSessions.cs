using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Transactions;

/// <summary>Lends the one session of a transaction, to one caller at a time, until the transaction ends.</summary>
internal sealed class TransactionSessions(ISessions connections, SourceSession session) : ISessions
{
    private readonly Lock _gate = new();
    private bool _busy;
    private bool _ended;
    private bool _suspect;

    /// <summary>True once the session is gone: committed, rolled back, or given up because a driver did not obey.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    public ValueTask<SourceSession> ConnectAsync(CallCancellation cancellation)
    {
        lock (_gate)
        {
            if (_ended)
            {
                throw new InvalidOperationException("The transaction has ended. Begin another.");
            }

            if (_busy)
            {
                throw new InvalidOperationException("Another call or an open stream of the transaction has not ended. Read it to its end or dispose it first.");
            }

            _busy = true;
            return new(session);
        }
    }

    public ValueTask ReturnAsync(SourceSession session, bool suspect)
    {
        lock (_gate)
        {
            _busy = false;
            _suspect |= suspect;
        }

        return default;
    }

    public void Abandon(SourceSession session, Task ended)
    {
        lock (_gate)
        {
            (_busy, _ended) = (false, true);
        }

        connections.Abandon(session, ended);
    }

    /// <summary>Gives the session back to the source's; later calls are refused. Only the first call counts.</summary>
    /// <param name="suspect">True if the end of the transaction failed.</param>
    public ValueTask EndAsync(bool suspect)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return default;
            }

            (_ended, _busy) = (true, false);
            suspect |= _suspect;
        }

        return connections.ReturnAsync(session, suspect);
    }
}
