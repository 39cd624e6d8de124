using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

internal sealed partial class PostgreSqlResult
{
    // Cheaper to receive than a cancel request, which is a connection of its own.
    private const int PassBytes = 256 << 10;

    public override ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return default;
        }

        if (!_done)
        {
            return EndAsync();
        }

        // All has been read, so that nothing is left for the session's thread.
        _registration.Unregister();
        DropRows();
        _session.Release(this, _scope);
        return default;
    }

    private async ValueTask EndAsync()
    {
        await _registration.DisposeAsync().ConfigureAwait(false);
        try
        {
            await _session.RunAlwaysAsync(EndOnThread).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ObjectDisposedException or QuarryException)
        {
            // The session was closed, or its connection broke: then the next use of the session says so.
        }

        _session.Release(this, _scope);
    }

    /// <summary>Ends the execution for good; on the session's thread, within <see cref="Canceller.RunAlways"/>.</summary>
    public bool EndOnThread()
    {
        _over = true;
        DropRows();
        try
        {
            if (!Link.Connection.IsBroken)
            {
                if (!_atEnd || _owesSync || _owesReady)
                {
                    _session.Canceller.Limit();
                }

                CutShort();
                FinishSequence();
            }
        }
        catch
        {
            Link.Connection.MarkBroken();
            throw;
        }
        finally
        {
            _session.Canceller.Settle();
        }

        return true;
    }

    /// <summary>Lets a statement run to its end if that is near, else has the server end it.</summary>
    private void CutShort()
    {
        long limit = Link.Input.Received + PassBytes;
        while (!_atEnd)
        {
            if (!Link.Connection.HasInput || Link.Input.Received > limit)
            {
                _session.Canceller.Interrupt();
                return;
            }

            // Of what nobody wants any more an error is an end like another.
            _atEnd = Link.Skip() is Backend.CommandComplete or Backend.EmptyQueryResponse or Backend.ErrorResponse;
        }
    }

    /// <summary>Ends the sequence if its last statement has ended.</summary>
    /// <exception cref="QuarryException">The statement's own commit failed: a constraint that is checked then, or a serialization failure.</exception>
    private void EndSequence()
    {
        if (_owesReady && FinishSequence() is { } failed)
        {
            throw failed;
        }
    }

    /// <summary>Brings the sequence to its ReadyForQuery.</summary>
    /// <returns>The error of the commit, or null.</returns>
    private QuarryException? FinishSequence()
    {
        QuarryException? failed = null;
        if (_owesSync)
        {
            (_owesSync, _owesReady) = (false, true);
            Link.Sync();
        }

        if (_owesReady)
        {
            _owesReady = false;
            failed = Link.SkipToReady();
            (_atEnd, _commits) = (true, false);
        }

        return failed;
    }
}
