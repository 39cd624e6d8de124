using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>A statement that the server keeps parsed.</summary>
/// <param name="session">The session.</param>
/// <param name="plan">What was prepared.</param>
/// <param name="parsed">The statement at the server, or null for a text of several, which is parsed at each execution.</param>
internal sealed class PostgreSqlPreparedStatement(PostgreSqlSession session, QueryPlan plan, ParsedStatement? parsed) : PreparedStatement
{
    private bool _disposed;

    public override QueryPlan Plan => plan;

    public override ValueTask<ResultReader> ExecuteAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return session.StartAsync(plan, parsed, parameters, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (parsed is null)
        {
            return;
        }

        try
        {
            await session.CloseStatementAsync(parsed.Name).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ObjectDisposedException or QuarryException)
        {
            // The session is closed or broken, and the statement went with it.
        }
    }
}
