using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Brings a session back to the state of a new one, and lets nobody wait for it: the answer is read before the next command is sent.</summary>
/// <remarks>
/// DISCARD ALL without DEALLOCATE ALL and DISCARD PLANS, so that prepared statements live on
/// (https://www.postgresql.org/docs/current/sql-discard.html). Settings of the start-up message are what RESET ALL resets to.
/// </remarks>
/// <param name="link">The session's link.</param>
internal sealed class SessionReset(Link link)
{
    // DISCARD ALL refuses to be one of several statements of a message; the others share an implicit transaction.
    private const string KeepsStatements = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD SEQUENCES; DISCARD TEMP";

    private int _unanswered;

    /// <summary>True if the answer of a reset was not read yet.</summary>
    public bool IsPending => _unanswered > 0;

    /// <summary>Sends the reset. Nothing else may run; any thread.</summary>
    public void Send()
    {
        if (IsPending)
        {
            // Nothing has run since.
            return;
        }

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

        link.Connection.Send();
    }

    /// <summary>Reads the answer. On the session's thread, before anything else is sent.</summary>
    /// <exception cref="QuarryException">The reset failed; the connection is broken, since its state is not known.</exception>
    public void Take()
    {
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

    /// <summary>False for products that speak the protocol but may lack some of the commands.</summary>
    private static bool KeepsStatementsOf(ServerInfo server) => server.Product == "PostgreSQL";

    private void Query(string sql)
    {
        link.Output.Query(sql);
        _unanswered++;
    }
}
