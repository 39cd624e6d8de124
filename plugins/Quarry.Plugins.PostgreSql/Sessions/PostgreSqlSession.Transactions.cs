using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions;

internal sealed partial class PostgreSqlSession
{
    public override async ValueTask BeginAsync(TransactionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfBusy();
        IReadOnlyList<string> statements = _dialect.BeginTransaction(options) ?? throw PgErrors.Isolation(options);
        await RunOnceAsync(
            () =>
            {
                if (Link.TransactionStatus != Link.Idle)
                {
                    throw new InvalidOperationException("A transaction is open in this session. Commit it or roll it back first, or set a savepoint.");
                }

                return Link.Command(string.Join("; ", statements));
            },
            cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        await RunToEndAsync(Commit, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask RollbackAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        await RunToEndAsync(
            () =>
            {
                ThrowIfNotBegun();
                return Link.Command("ROLLBACK");
            },
            cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask SaveAsync(string name, CancellationToken cancellationToken) => RunSavepointAsync(_dialect.Savepoint(name), cancellationToken);

    public override ValueTask RollbackToAsync(string name, CancellationToken cancellationToken) => RunSavepointAsync(_dialect.RollbackTo(name), cancellationToken);

    public override ValueTask ReleaseAsync(string name, CancellationToken cancellationToken) => RunSavepointAsync(_dialect.ReleaseSavepoint(name), cancellationToken);

    private async ValueTask RunSavepointAsync(string? sql, CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        await RunOnceAsync(() => Link.Command(sql!), cancellationToken).ConfigureAwait(false);
    }

    private bool Commit()
    {
        ThrowIfNotBegun();
        // COMMIT of a failed transaction succeeds, as a ROLLBACK.
        bool failed = Link.TransactionStatus == Link.Failed;
        Link.Connection.ThrowIfBroken();
        try
        {
            Link.Command("COMMIT");
        }
        catch (QuarryException error) when (Link.Connection.IsBroken)
        {
            throw PgErrors.OutcomeUnknown(error);
        }

        return failed ? throw PgErrors.TransactionLost() : true;
    }

    private void ThrowIfNotBegun()
    {
        if (Link.TransactionStatus == Link.Idle)
        {
            throw new InvalidOperationException("No transaction is open in this session. Begin one first.");
        }
    }
}
