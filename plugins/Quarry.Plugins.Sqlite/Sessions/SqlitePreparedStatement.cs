using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Sessions;

/// <summary>A statement that the library keeps compiled; it recompiles it by itself when the schema has changed.</summary>
/// <remarks>A text of several statements is compiled at each execution: the second may need what the first creates.</remarks>
internal sealed class SqlitePreparedStatement : PreparedStatement
{
    private readonly SqliteSession _session;
    private readonly byte[] _sql;
    private Statement? _statement;
    private bool _disposed;

    /// <summary>On the session's thread.</summary>
    /// <param name="session">The session.</param>
    /// <param name="plan">What was prepared.</param>
    /// <param name="sql">Its text.</param>
    /// <param name="statement">The first statement of the text, or null if it has none.</param>
    /// <param name="end">Where that ends.</param>
    public SqlitePreparedStatement(SqliteSession session, QueryPlan plan, byte[] sql, Statement? statement, int end)
    {
        (_session, Plan, _sql, _statement) = (session, plan, sql, statement);
        if (!SqlText.IsBlank(sql.AsSpan(end)))
        {
            EndOnThread();
        }
    }

    public override QueryPlan Plan { get; }

    public override ValueTask<ResultReader> ExecuteAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _session.StartAsync(Plan, _sql, _statement, parameters, cancellationToken);
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
            await _session.RunAlwaysAsync(() =>
            {
                _session.EndOpenOnThread();
                _session.Forget(this);
                return EndOnThread();
            }).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The session was closed, and has ended the statement.
        }
    }

    /// <summary>Ends what runs of it; on the session's thread.</summary>
    public void ResetOnThread() => _statement?.Reset();

    /// <summary>Frees the compiled statement; on the session's thread.</summary>
    public bool EndOnThread()
    {
        _statement?.Dispose();
        _statement = null;
        return true;
    }
}
