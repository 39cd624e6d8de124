using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Sessions;

internal sealed partial class SqliteSession
{
    // A name that no caller's savepoint has, so that ours is found within the caller's transaction.
    private const string WritePoint = "\"quarry bulk write\"";

    public override async ValueTask<long> WriteAsync(BulkWriteRequest request, IAsyncEnumerable<ColumnBatch> batches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(batches);
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        CancelScope scope = _interrupter.Begin();
        BulkWriter? writer = null;
        bool began = false;
        bool nested = false;
        try
        {
            using CancellationTokenRegistration registration = scope.Follow(cancellationToken);
            await RunAsync(scope, () =>
            {
                nested = !Database.IsAutoCommit;
                Database.Execute(nested ? $"SAVEPOINT {WritePoint}" : "BEGIN IMMEDIATE");
                began = true;
                writer = new(Database, request, _dialect, scope);
                return true;
            }).ConfigureAwait(false);

            await foreach (ColumnBatch batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await RunAsync(scope, () => writer!.Write(batch)).ConfigureAwait(false);
            }

            await RunAsync(scope, () =>
            {
                writer!.Dispose();
                Database.Execute(nested ? $"RELEASE {WritePoint}" : "COMMIT");
                return began = false;
            }).ConfigureAwait(false);
            return writer!.Rows;
        }
        finally
        {
            if (writer is not null || began)
            {
                await RunAlwaysAsync(() => EndWrite(writer, began, nested)).ConfigureAwait(false);
            }

            _interrupter.End(scope);
        }
    }

    private bool EndWrite(BulkWriter? writer, bool undo, bool nested)
    {
        writer?.Dispose();
        // An interrupt or a full disk may have rolled everything back already.
        if (undo && !Database.IsAutoCommit)
        {
            Database.Execute(nested ? $"ROLLBACK TO {WritePoint}" : "ROLLBACK");
            if (nested)
            {
                Database.Execute($"RELEASE {WritePoint}");
            }
        }

        return true;
    }
}
