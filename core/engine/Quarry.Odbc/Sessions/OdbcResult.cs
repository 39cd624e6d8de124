using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Describing;
using Quarry.Odbc.Native;
using Quarry.Odbc.Parameters;

namespace Quarry.Odbc.Sessions;

/// <summary>The results of one execution.</summary>
internal sealed class OdbcResult : ResultReader
{
    private readonly OdbcSession _session;
    private readonly QueryPlan _plan;
    private readonly RunningCall _call;
    private readonly StatementHandle _statement;
    private readonly bool _ownsStatement;
    private readonly BoundParameters _parameters;
    private CancellationTokenRegistration _registration;
    private ResultRows? _rows;
    private ColumnBatch? _first;
    private long _affected = -1;
    private bool _over;
    private bool _ended;
    private bool _last;
    private int _disposed;

    /// <param name="session">The session.</param>
    /// <param name="plan">What runs.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="ownsStatement">False if it is a prepared statement's, which lives on.</param>
    /// <param name="parameters">The values, which become ours.</param>
    /// <param name="call">What cancels it.</param>
    public OdbcResult(OdbcSession session, QueryPlan plan, StatementHandle statement, bool ownsStatement, BoundParameters parameters, RunningCall call)
        => (_session, _plan, _statement, _ownsStatement, _parameters, _call) = (session, plan, statement, ownsStatement, parameters, call);

    public override Schema? Schema => _rows?.Schema;

    public override long RowsAffected => _affected;

    public override IReadOnlyList<Parameter> OutputParameters => _last ? _parameters.Outputs : [];

    /// <summary>Runs the statement up to its first batch.</summary>
    /// <param name="execute">Executes it, on the session's thread.</param>
    /// <param name="cancellationToken">Cancels this and the reads.</param>
    public async ValueTask StartAsync(Action<StatementHandle> execute, CancellationToken cancellationToken)
    {
        _registration = _call.Follow(cancellationToken);
        await RunAsync(() =>
        {
            execute(_statement);
            Describe();
            return true;
        }).ConfigureAwait(false);
        await ReadFirstAsync().ConfigureAwait(false);
    }

    public override async ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_first is { } first && !_call.Requested && !cancellationToken.IsCancellationRequested)
        {
            _first = null;
            return first;
        }

        ThrowIfOver();
        return _rows is null ? null : await ReadRowsAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        ThrowIfOver();
        using CancellationTokenRegistration registration = _call.Follow(cancellationToken);
        await EndRowsAsync().ConfigureAwait(false);
        try
        {
            bool more = await RunAsync(GoOn).ConfigureAwait(false);
            await ReadFirstAsync().ConfigureAwait(false);
            return more;
        }
        catch
        {
            _over = true;
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _registration.DisposeAsync().ConfigureAwait(false);
        if (_rows is not null && !_last)
        {
            // What still runs at the server ends.
            _call.Request(CancellationToken.None);
        }

        if (_rows is { } rows)
        {
            await rows.SettleAsync().ConfigureAwait(false);
        }

        try
        {
            await _session.Thread.RunAsync(EndOnThread).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The session was closed, and has ended the result.
        }

        _session.Release(this, _call);
    }

    /// <summary>Ends the execution for good; on the session's thread, where no fetch runs.</summary>
    public bool EndOnThread()
    {
        if (_ended)
        {
            return true;
        }

        (_over, _ended) = (true, true);
        _first?.Dispose();
        _first = null;
        // The driver must know the buffers no more before they go.
        if (_ownsStatement)
        {
            _statement.Dispose();
        }
        else
        {
            _ = OdbcApi.SQLFreeStmt(_statement, Sql.CloseCursor);
            _rows?.Unbind();
            _ = OdbcApi.SQLFreeStmt(_statement, Sql.ResetParameters);
        }

        _rows?.Dispose();
        _rows = null;
        _parameters.Dispose();
        return true;
    }

    private bool GoOn()
    {
        short result = OdbcApi.SQLMoreResults(_statement);
        if (result == Sql.NoData)
        {
            _parameters.ReadOutputs();
            _last = true;
            return false;
        }

        Statements.Check(_statement, result);
        Describe();
        return true;
    }

    private async ValueTask ReadFirstAsync()
    {
        if (_rows is not null)
        {
            _first = await ReadRowsAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<ColumnBatch?> ReadRowsAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = _call.Follow(cancellationToken);
        _call.ThrowIfRequested();
        try
        {
            // A fetch ahead that failed is told when its rows are asked for.
            return await _rows!.ReadAsync(work => _session.RunAsync(_call, _statement, work)).ConfigureAwait(false);
        }
        catch
        {
            _over = true;
            throw;
        }
    }

    private Task<bool> RunAsync(Func<bool> work) => _session.RunAsync(_call, _statement, work);

    private async ValueTask EndRowsAsync()
    {
        _first?.Dispose();
        _first = null;
        if (_rows is { } rows)
        {
            await rows.SettleAsync().ConfigureAwait(false);
            await _session.Thread.RunAsync(() =>
            {
                rows.Unbind();
                rows.Dispose();
                return true;
            }).ConfigureAwait(false);
            _rows = null;
        }
    }

    private void Describe()
    {
        _affected = -1;
        int columns = ResultColumns.Count(_statement);
        if (columns > 0)
        {
            _rows = new(_session, _statement, ResultColumns.Read(_statement, columns, _session.Types, _session.Profile, _plan.Read), _plan, _call);
        }
        else if (OdbcApi.SQLRowCount(_statement, out nint count) is Sql.Success or Sql.SuccessWithInfo)
        {
            _affected = Math.Max(-1, count);
        }
    }

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_over)
        {
            throw new InvalidOperationException("The result ended with an error or with its session. Dispose it.");
        }
    }
}
