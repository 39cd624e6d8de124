using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Parameters;

namespace Quarry.Plugins.Sqlite.Sessions;

/// <summary>The results of a text's statements, one after the other.</summary>
internal sealed class SqliteResult : ResultReader
{
    private readonly SqliteSession _session;
    private readonly QueryPlan _plan;
    private readonly byte[] _sql;
    private readonly CancelScope _scope;
    private readonly Statement? _prepared;
    private CancellationTokenRegistration _registration;
    private IReadOnlyList<Parameter> _parameters = [];
    private Statement? _statement;
    private StatementResult? _rows;
    private ColumnBatch? _first;
    private long _affected = -1;
    private int _next;
    private bool _over;
    private int _disposed;

    /// <param name="session">The session.</param>
    /// <param name="plan">What runs.</param>
    /// <param name="sql">Its text.</param>
    /// <param name="scope">What cancels it.</param>
    /// <param name="prepared">The compiled statement that is all of the text, or null.</param>
    public SqliteResult(SqliteSession session, QueryPlan plan, byte[] sql, CancelScope scope, Statement? prepared)
        => (_session, _plan, _sql, _scope, _prepared, _next) = (session, plan, sql, scope, prepared, prepared is null ? 0 : sql.Length);

    public override Schema? Schema => _rows?.Schema;

    public override long RowsAffected => _affected;

    /// <summary>Runs the first statement up to its first batch.</summary>
    public async ValueTask StartAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        _parameters = parameters;
        // For the life of the result, not of this call: the token cancels the reads too.
        _registration = _scope.Follow(cancellationToken);
        await RunAsync(() => _prepared is null ? StartNext(isFirst: true) : Start(_prepared, isOnly: true), CancellationToken.None).ConfigureAwait(false);
    }

    public override async ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_first is { } first && !_scope.Requested && !cancellationToken.IsCancellationRequested)
        {
            _first = null;
            return first;
        }

        ThrowIfOver();
        return _rows is null ? null : await RunAsync(ReadOnThread, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        ThrowIfOver();
        return await RunAsync(() => StartNext(isFirst: false), cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _registration.DisposeAsync().ConfigureAwait(false);
        try
        {
            await _session.RunAlwaysAsync(EndOnThread).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The session was closed, and has ended the result.
        }

        _session.Release(this, _scope);
    }

    /// <summary>Ends the execution for good; on the session's thread.</summary>
    public bool EndOnThread()
    {
        _over = true;
        return EndStatement();
    }

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_over)
        {
            throw new InvalidOperationException("The result ended with an error or with its session. Dispose it.");
        }
    }

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = _scope.Follow(cancellationToken);
        return await _session.RunAsync(_scope, () =>
        {
            try
            {
                return work();
            }
            catch
            {
                // At once, so that locks are released and a requested interrupt finds no active statement that it could hit later.
                EndOnThread();
                throw;
            }
        }).ConfigureAwait(false);
    }

    private bool StartNext(bool isFirst)
    {
        EndStatement();
        _affected = -1;
        Statement? statement = null;
        while (statement is null && _next < _sql.Length)
        {
            statement = _session.Context.Database.Prepare(_sql, ref _next, persistent: false);
        }

        return statement is not null && Start(statement, isFirst && SqlText.IsBlank(_sql.AsSpan(_next)));
    }

    private bool Start(Statement statement, bool isOnly)
    {
        _statement = statement;
        // A text of one statement must take all parameters; of several, each takes what it names.
        if (isOnly && statement.ParameterCount < _parameters.Count)
        {
            throw SqliteErrors.ParameterCount(statement.ParameterCount, _parameters.Count);
        }

        ParameterBinder.Bind(statement, _parameters);
        bool onRow = statement.Step();
        QueryContext context = _session.Context;
        if (statement.ColumnCount > 0)
        {
            _rows = new(statement, onRow, _plan, context.Types, context.Memory, context.CreateLoop());
            _first = _rows.Read();
        }

        CountChanges(statement);
        return true;
    }

    private ColumnBatch? ReadOnThread()
    {
        ColumnBatch? batch = _rows!.Read();
        CountChanges(_statement!);
        return batch;
    }

    private void CountChanges(Statement statement)
    {
        if (statement.ChangesRows && (_rows is null || _rows.HasEnded))
        {
            _affected = _session.Context.Database.Changes;
        }
    }

    private bool EndStatement()
    {
        _first?.Dispose();
        _first = null;
        _rows?.Dispose();
        _rows = null;
        if (_statement == _prepared)
        {
            _prepared?.Reset();
        }
        else
        {
            _statement?.Dispose();
        }

        _statement = null;
        return true;
    }
}
