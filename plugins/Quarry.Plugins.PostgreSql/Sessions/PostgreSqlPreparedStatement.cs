using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>A statement that the server keeps parsed.</summary>
/// <param name="session">The session.</param>
/// <param name="plan">What was prepared.</param>
/// <param name="parsed">The statement at the server, or null for a text of several, which is parsed at each execution.</param>
internal sealed class PostgreSqlPreparedStatement(PostgreSqlSession session, QueryPlan plan, ParsedStatement? parsed) : PreparedStatement
{
    private readonly ServerStatements _statements = session.Link.Statements;
    private readonly int _generation = session.Link.Statements.Generation;
    private bool _disposed;

    public override QueryPlan Plan => plan;

    public override bool IsUsable => !_disposed && (parsed is null || _generation == _statements.Generation);

    /// <summary>The statement at the server, or null for a text of several.</summary>
    public ParsedStatement? Parsed => parsed;

    public PostgreSqlSession Session => session;

    public override bool IsStale(QuarryException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Code == ErrorCodes.StatementStale;
    }

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

        bool isKept = parsed is not null && IsUsable;
        _disposed = true;
        if (!isKept)
        {
            return;
        }

        try
        {
            await session.CloseStatementAsync(parsed!.Name).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ObjectDisposedException or QuarryException)
        {
            // The session is closed or broken, and the statement went with it.
        }
    }
}
