using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Native;
using Quarry.Odbc.Parameters;

namespace Quarry.Odbc.Sessions;

/// <summary>A statement that the driver keeps prepared.</summary>
internal sealed class OdbcPreparedStatement(OdbcSession session, QueryPlan plan, MarkerText text, StatementHandle statement) : PreparedStatement
{
    private bool _disposed;
    private bool _ended;

    public override QueryPlan Plan => plan;

    public override bool IsUsable => !_ended;

    public override bool IsStale(QuarryException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        // Invalid statement name, and PostgreSQL's "cached plan must not change result type".
        return error.SqlState is "26000" || (error.SqlState == "0A000" && error.Message.Contains("cached plan", StringComparison.Ordinal));
    }

    public override ValueTask<ResultReader> ExecuteAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed || _ended, this);
        ArgumentNullException.ThrowIfNull(parameters);
        cancellationToken.ThrowIfCancellationRequested();
        OdbcSession.CheckCount(plan, parameters);
        session.ThrowIfBusy();
        return session.StartAsync(plan, statement, ownsStatement: false, text.Arrange(parameters), static running => Statements.Execute(running), cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            await session.Thread.RunAsync(() =>
            {
                session.Forget(this);
                return EndOnThread();
            }).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The session was closed, and has ended the statement.
        }
    }

    /// <summary>Frees it; on the session's thread.</summary>
    public bool EndOnThread()
    {
        _ended = true;
        statement.Dispose();
        return true;
    }
}
