using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Brings a session back to the state of a new one, and lets nobody wait for it: the answer is read before the next command is sent.</summary>
/// <remarks>
/// DISCARD ALL without DEALLOCATE ALL and DISCARD PLANS, so that prepared statements live on
/// (https://www.postgresql.org/docs/current/sql-discard.html). Settings of the start-up message are what RESET ALL resets to.
/// A reset that may travel with the next command saves the server and us a wake-up each; if none comes soon it is sent alone.
/// </remarks>
/// <param name="link">The session's link.</param>
/// <param name="clock">The host's clock.</param>
internal sealed class SessionReset(Link link, TimeProvider clock) : IDisposable
{
    // DISCARD ALL refuses to be one of several statements of a message; the others share an implicit transaction.
    private const string KeepsStatements = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD SEQUENCES; DISCARD TEMP";

    // Under load a session is rented again within microseconds; and a timer that fires seldom costs nothing.
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _isTimed;
    private bool _isOwed;
    private int _unanswered;

    /// <summary>Asks for a reset. Nothing else may run; any thread.</summary>
    /// <param name="atOnce">False to let it wait a moment for the next command.</param>
    public void Ask(bool atOnce)
    {
        lock (_gate)
        {
            if (_isOwed || _unanswered > 0)
            {
                // Nothing has run since.
                return;
            }

            _isOwed = true;
            if (atOnce)
            {
                Write();
                link.Connection.Send();
            }
            else if (!_isTimed)
            {
                _isTimed = true;
                _timer ??= CreateTimer();
                _timer.Change(s_delay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Puts what is owed in front of the command that follows.</summary>
    /// <returns>How many answers come before that command's.</returns>
    public int Begin()
    {
        lock (_gate)
        {
            if (_isOwed)
            {
                Write();
            }

            return _unanswered;
        }
    }

    /// <summary>Reads the answer; sends the reset first if that was not done yet. Before anything else is sent.</summary>
    /// <exception cref="QuarryException">The reset failed; the connection is broken, since its state is not known.</exception>
    public void Take()
    {
        if (Begin() > 0 && link.Output.Length > 0)
        {
            link.Connection.Send();
        }

        while (_unanswered > 0)
        {
            _unanswered--;
            if (link.SkipToReady() is { } failed)
            {
                link.Connection.MarkBroken();
                throw PgErrors.ResetFailed(failed);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOwed = false;
            _timer?.Dispose();
        }
    }

    // The flow of the caller's AsyncLocals would be pinned for as long as the session lives.
    private ITimer CreateTimer()
    {
        using AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        return clock.CreateTimer(static reset => ((SessionReset)reset!).Send(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Send()
    {
        lock (_gate)
        {
            _isTimed = false;
            if (!_isOwed)
            {
                return;
            }

            Write();
            try
            {
                link.Connection.Send();
            }
            catch (QuarryException)
            {
                // The connection is broken, and whoever uses it next is told.
            }
        }
    }

    private void Write()
    {
        _isOwed = false;
        bool rollsBack = link.TransactionStatus != Link.Idle;
        if (link.Statements.AreForeign || !KeepsStatementsOf(link.Server))
        {
            if (rollsBack)
            {
                Query("ROLLBACK");
            }

            link.Statements.Forget();
            Query("DISCARD ALL");
        }
        else
        {
            Query(rollsBack ? "ROLLBACK; " + KeepsStatements : KeepsStatements);
        }
    }

    /// <summary>False for products that speak the protocol but may lack some of the commands.</summary>
    private static bool KeepsStatementsOf(ServerInfo server) => server.Product == "PostgreSQL";

    private void Query(string sql)
    {
        link.Output.Query(sql);
        _unanswered++;
    }
}
