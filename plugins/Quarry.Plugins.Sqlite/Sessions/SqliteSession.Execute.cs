using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Sessions;

internal sealed partial class SqliteSession
{
    public override ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        CheckPlan(plan);
        return StartAsync(plan, Encoding.UTF8.GetBytes(plan.Sql), prepared: null, parameters, cancellationToken);
    }

    public override async ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        CheckPlan(plan);
        ThrowIfBusy();
        byte[] sql = Encoding.UTF8.GetBytes(plan.Sql);
        return await RunOnceAsync(
            () =>
            {
                int end = 0;
                Statement? statement = Database.Prepare(sql, ref end, persistent: true);
                var prepared = new SqlitePreparedStatement(this, plan, sql, statement, end);
                _prepared.Add(prepared);
                return prepared;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a text, or a prepared statement that is all of it.</summary>
    internal async ValueTask<ResultReader> StartAsync(QueryPlan plan, byte[] sql, Statement? prepared, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        if (parameters.Count != plan.ParameterCount)
        {
            throw SqliteErrors.ParameterCount(plan.ParameterCount, parameters.Count);
        }

        await BeforeStatementAsync(plan.Sql, cancellationToken).ConfigureAwait(false);
        var result = new SqliteResult(this, plan, sql, _interrupter.Begin(), prepared);
        _open = result;
        try
        {
            await result.StartAsync(parameters, cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await result.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The result has ended: the session is free for the next.</summary>
    internal void Release(SqliteResult result, CancelScope scope)
    {
        _interrupter.End(scope);
        if (_open == result)
        {
            _open = null;
        }
    }

    /// <summary>Ends the open result, if there is one, and frees the session for the next; on the session's thread.</summary>
    internal void EndOpenOnThread()
    {
        _open?.EndOnThread();
        _open = null;
    }

    internal void Forget(SqlitePreparedStatement prepared) => _prepared.Remove(prepared);

    private static void CheckPlan(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (string hint in plan.Hints.Keys)
        {
            throw SqliteErrors.HintUnknown(hint);
        }

        if (plan.Sql.Contains('\0', StringComparison.Ordinal))
        {
            throw SqliteErrors.Of(SqliteConst.Error, "the statement holds a NUL character, at which SQLite would end it", plan.Sql.IndexOf('\0', StringComparison.Ordinal) + 1);
        }
    }
}
