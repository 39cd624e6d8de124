using System.Data;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Sessions;

internal sealed partial class OdbcSession
{
    private const nint AutocommitOff = 0;
    private const nint AutocommitOn = 1;

    private bool _began;
    private bool _failed;
    // Why the transaction must not be committed: a part of it that was to be undone is still in it.
    private QuarryException? _doomed;
    private nint _isolationBefore;
    // What the transaction began with, if its profile made it so by statements.
    private TransactionOptions? _options;
    // Why the connection is no longer in autocommit, so that what runs next would never be committed.
    private QuarryException? _spoiled;

    public override async ValueTask BeginAsync(TransactionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfBusy();
        IReadOnlyList<string>? statements = Profile?.BeginTransaction(options);
        bool plain = options is { ReadOnly: false, Deferrable: false, Snapshot: "", LockTimeout: null };
        if (_dialect.BeginTransaction(options) is null)
        {
            // The database knows no such transaction, whatever the ODBC driver says.
            throw OdbcErrors.Isolation(options);
        }

        if (statements is null && (!plain || (options.Isolation != IsolationLevel.Unspecified && (Facts.Isolations & Isolations.BitOf(options.Isolation)) == 0)))
        {
            throw OdbcErrors.Isolation(options);
        }

        await RunOnceAsync(
            statement =>
            {
                if (_began)
                {
                    throw new InvalidOperationException("A transaction is open in this session. Commit it or roll it back first, or set a savepoint.");
                }

                if (statements is null && options.Isolation != IsolationLevel.Unspecified)
                {
                    nint before = 0;
                    GetIsolation(ref before);
                    SetConnection(Sql.AttrTransactionIsolation, Isolations.BitOf(options.Isolation));
                    _isolationBefore = before;
                }

                _options = statements is null ? null : options;
                try
                {
                    SetConnection(Sql.AttrAutocommit, AutocommitOff);
                }
                catch
                {
                    RestoreConnection();
                    throw;
                }

                (_began, _failed, _doomed) = (true, false, null);
                try
                {
                    foreach (string sql in statements ?? [])
                    {
                        Statements.ExecuteDirect(statement, sql);
                    }
                }
                catch
                {
                    EndTransaction(Sql.Rollback);
                    throw;
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        await Thread.RunAsync(() =>
        {
            ThrowIfNotBegun();
            ThrowIfAborted();
            try
            {
                EndTransaction(Sql.Commit);
            }
            catch (QuarryException error) when (error.Kind == ErrorKind.Transport)
            {
                throw OdbcErrors.OutcomeUnknown(error);
            }

            return true;
        }).ConfigureAwait(false);
    }

    public override async ValueTask RollbackAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        await Thread.RunAsync(() =>
        {
            ThrowIfNotBegun();
            EndTransaction(Sql.Rollback);
            return true;
        }).ConfigureAwait(false);
    }

    public override ValueTask SaveAsync(string name, CancellationToken cancellationToken)
        => _dialect.Savepoint(name) is { } sql ? RunSavepointAsync(sql, cancellationToken) : base.SaveAsync(name, cancellationToken);

    public override ValueTask RollbackToAsync(string name, CancellationToken cancellationToken)
        => _dialect.RollbackTo(name) is { } sql ? RunSavepointAsync(sql, cancellationToken) : base.RollbackToAsync(name, cancellationToken);

    public override ValueTask ReleaseAsync(string name, CancellationToken cancellationToken) => RunSavepointAsync(_dialect.ReleaseSavepoint(name), cancellationToken);

    private async ValueTask RunSavepointAsync(string? sql, CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        if (sql is not null)
        {
            await RunOnceAsync(statement => Statements.ExecuteDirect(statement, sql), cancellationToken).ConfigureAwait(false);
        }
    }

    // Where an error aborts the transaction (SQLSTATE 25P02), drivers report a commit as done that was none.
    private void ThrowIfAborted()
    {
        if (_doomed is { } doomed)
        {
            EndTransaction(Sql.Rollback);
            throw OdbcErrors.TransactionAborted(doomed);
        }

        if (!_failed)
        {
            return;
        }

        try
        {
            Connection.Execute([Profile?.PingStatement ?? "SELECT 1"]);
        }
        catch (QuarryException error) when (error.SqlState is ['2', '5', ..])
        {
            EndTransaction(Sql.Rollback);
            throw OdbcErrors.TransactionAborted(error);
        }
        catch (QuarryException error) when (error.Kind == ErrorKind.User)
        {
            // A statement that this database does not know; its transactions outlive errors.
        }
    }

    private void ThrowIfNotBegun()
    {
        if (!_began)
        {
            throw new InvalidOperationException("No transaction is open in this session. Begin one first.");
        }
    }

    /// <summary>Ends the transaction and goes back to autocommit, whatever becomes of it. On the session's thread.</summary>
    private void EndTransaction(short completion)
    {
        short result = OdbcApi.SQLEndTran(Sql.HandleConnection, Connection.Handle.Value, completion);
        QuarryException? failure = result is Sql.Success or Sql.SuccessWithInfo ? null : OdbcErrors.Of(Connection.Handle, result);
        _began = false;
        if (failure is null)
        {
            RestoreConnection();
            return;
        }

        // Autocommit would commit what is left of it.
        short undone = OdbcApi.SQLEndTran(Sql.HandleConnection, Connection.Handle.Value, Sql.Rollback);
        if (failure.Kind != ErrorKind.Transport && undone is Sql.Success or Sql.SuccessWithInfo)
        {
            RestoreConnection();
        }
        else
        {
            _spoiled = failure;
        }

        throw failure;
    }

    // The transaction has ended all the same: that this failed is told by the next use.
    private void RestoreConnection()
    {
        try
        {
            SetConnection(Sql.AttrAutocommit, AutocommitOn);
            if (_isolationBefore != 0)
            {
                SetConnection(Sql.AttrTransactionIsolation, _isolationBefore);
                _isolationBefore = 0;
            }

            if (_options is { } options)
            {
                _options = null;
                Connection.Execute(Profile!.EndTransaction(options));
            }
        }
        catch (QuarryException error)
        {
            _spoiled = error;
        }
    }

    private void ThrowIfSpoiled()
    {
        if (_spoiled is { } cause)
        {
            throw OdbcErrors.SessionSpoiled(cause);
        }
    }

    private void SetConnection(int attribute, nint value)
    {
        short result = OdbcApi.SQLSetConnectAttrW(Connection.Handle, attribute, value, 0);
        if (result is not (Sql.Success or Sql.SuccessWithInfo))
        {
            throw OdbcErrors.Of(Connection.Handle, result);
        }
    }

    private unsafe void GetIsolation(ref nint value)
    {
        nint current = 0;
        _ = OdbcApi.SQLGetConnectAttrW(Connection.Handle, Sql.AttrTransactionIsolation, &current, sizeof(nint), out _);
        value = current;
    }
}
