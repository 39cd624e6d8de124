using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;

namespace Quarry.Plugins.Sqlite.Sessions;

internal sealed partial class SqliteSession
{
    private bool _began;
    private bool _queryOnly;

    public override async ValueTask BeginAsync(TransactionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfBusy();
        // A file that can only be read knows only transactions that read.
        bool readOnly = options.ReadOnly || _settings.Mode == SqliteOpenMode.ReadOnly;
        IReadOnlyList<string> statements = _dialect.BeginTransaction(options with { ReadOnly = readOnly }) ?? throw SqliteErrors.Isolation(options);
        await RunOnceAsync(
            () =>
            {
                if (!Database.IsAutoCommit)
                {
                    throw new InvalidOperationException("A transaction is open in this session. Commit it or roll it back first, or set a savepoint.");
                }

                _interrupter.BusyTimeout = options.LockTimeout ?? _settings.BusyTimeout;
                try
                {
                    foreach (string statement in statements)
                    {
                        Database.Execute(statement);
                    }
                }
                catch
                {
                    _interrupter.BusyTimeout = _settings.BusyTimeout;
                    throw;
                }

                return (_began, _queryOnly) = (true, readOnly);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        await RunAlwaysAsync(() =>
        {
            ThrowIfNotBegun();
            if (Database.IsAutoCommit)
            {
                EndTransaction();
                throw SqliteErrors.TransactionLost();
            }

            Database.Execute("COMMIT");
            return EndTransaction();
        }).ConfigureAwait(false);
    }

    public override async ValueTask RollbackAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        await RunAlwaysAsync(() =>
        {
            ThrowIfNotBegun();
            return Rollback();
        }).ConfigureAwait(false);
    }

    public override ValueTask SaveAsync(string name, CancellationToken cancellationToken) => RunSavepointAsync(_dialect.Savepoint(name), cancellationToken);

    public override ValueTask RollbackToAsync(string name, CancellationToken cancellationToken) => RunSavepointAsync(_dialect.RollbackTo(name), cancellationToken);

    public override ValueTask ReleaseAsync(string name, CancellationToken cancellationToken) => RunSavepointAsync(_dialect.ReleaseSavepoint(name), cancellationToken);

    private async ValueTask RunSavepointAsync(string? sql, CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        await RunOnceAsync(() => Database.Scalar(sql!), cancellationToken).ConfigureAwait(false);
    }

    private void ThrowIfNotBegun()
    {
        if (!_began && Database.IsAutoCommit)
        {
            throw new InvalidOperationException("No transaction is open in this session. Begin one first.");
        }
    }

    /// <summary>Rolls back what is open; SQLite may have done it by itself, when a statement failed or was interrupted.</summary>
    private bool Rollback()
    {
        if (!Database.IsAutoCommit)
        {
            Database.Execute("ROLLBACK");
        }

        return EndTransaction();
    }

    private bool EndTransaction()
    {
        _interrupter.BusyTimeout = _settings.BusyTimeout;
        if (_queryOnly)
        {
            Database.Execute("PRAGMA query_only = OFF");
        }

        return _began = _queryOnly = false;
    }
}
