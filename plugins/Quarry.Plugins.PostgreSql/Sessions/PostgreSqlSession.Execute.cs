using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

internal sealed partial class PostgreSqlSession
{
    public override ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        CheckPlan(plan);
        return StartAsync(plan, prepared: null, parameters, cancellationToken);
    }

    // What the values will be is not known, so the server infers the types.
    public override ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, CancellationToken cancellationToken) => PrepareAsync(plan, [], cancellationToken);

    public override async ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        CheckPlan(plan);
        ArgumentNullException.ThrowIfNull(parameters);
        ThrowIfBusy();
        IReadOnlyList<(int Start, string Sql)> statements = StatementSplitter.Split(plan.Sql);
        if (statements.Count > 1)
        {
            // The second may need what the first creates, so that a text of several statements is parsed at each execution.
            return new PostgreSqlPreparedStatement(this, plan, null);
        }

        uint[] types = StatementParser.TypesOf(parameters);
        string name = string.Create(CultureInfo.InvariantCulture, $"quarry_{++_statements}");
        return await RunOnceAsync(
            () => new PostgreSqlPreparedStatement(this, plan, StatementParser.Prepare(this, plan, name, statements[0], types)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a text, or a statement that the server has parsed.</summary>
    internal async ValueTask<ResultReader> StartAsync(QueryPlan plan, ParsedStatement? prepared, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        if (parameters.Count != plan.ParameterCount)
        {
            throw PgErrors.ParameterCount(plan.ParameterCount, parameters.Count);
        }

        _hasWritten |= plan.Kind != StatementKind.Select;
        var result = new PostgreSqlResult(this, plan, prepared, parameters, Canceller.Begin());
        _open = result;
        try
        {
            await result.StartAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await result.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The result has ended: the session is free for the next.</summary>
    internal void Release(PostgreSqlResult result, CancelScope scope)
    {
        Canceller.End(scope);
        if (_open == result)
        {
            _open = null;
        }
    }

    /// <summary>Frees a prepared statement at the server. What still runs of it is ended first.</summary>
    internal Task<bool> CloseStatementAsync(string name) => RunAlwaysAsync(() =>
    {
        EndOpen();
        Canceller.Limit();
        Link.Output.CloseStatement(name);
        Link.Sync();
        Link.Expect(Backend.CloseComplete);
        Link.SkipToReady();
        return true;
    });

    private static void CheckPlan(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Hints.Check(plan);
        int nul = plan.Sql.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
        {
            throw PgErrors.NulInSql(nul + 1);
        }

        if (plan.ParameterCount > PgErrors.MaxParameters)
        {
            throw PgErrors.TooManyParameters(plan.ParameterCount);
        }
    }
}
