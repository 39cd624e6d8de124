using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Sessions;

internal sealed partial class PostgreSqlSession
{
    public override async ValueTask<long> WriteAsync(BulkWriteRequest request, IAsyncEnumerable<ColumnBatch> batches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(batches);
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        _hasWritten = true;
        CancelScope scope = Canceller.Begin();
        CopyWriter? writer = null;
        try
        {
            using CancellationTokenRegistration registration = scope.Follow(cancellationToken);
            writer = await RunAsync(scope, () => new CopyWriter(this, request, _dialect)).ConfigureAwait(false);
            await foreach (ColumnBatch batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await RunAsync(scope, () => writer.Write(batch, scope)).ConfigureAwait(false);
            }

            return await RunAsync(scope, writer.End).ConfigureAwait(false);
        }
        finally
        {
            await RunAlwaysAsync(() => EndWrite(writer)).ConfigureAwait(false);
            Canceller.End(scope);
        }
    }

    private bool EndWrite(CopyWriter? writer)
    {
        try
        {
            Canceller.Limit();
            return writer is null || writer.Abort();
        }
        catch (QuarryException)
        {
            // The connection is gone, and the COPY with it; the caller gets the error that came first.
            return false;
        }
        finally
        {
            Canceller.Settle();
        }
    }
}
