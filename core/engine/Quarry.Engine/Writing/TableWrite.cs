using Quarry.Contracts;
using Quarry.Engine.Execution;

namespace Quarry.Engine.Writing;

/// <summary>Writes batches into a table by a driver's bulk write.</summary>
internal static class TableWrite
{
    /// <param name="parts">The target's source, or a transaction of it.</param>
    /// <param name="table">The table.</param>
    /// <param name="batches">What is written; the caller disposes it.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static ValueTask<WriteResult> RunAsync(SourceParts parts, TableName table, BatchSource batches, WriteOptions options, CancellationToken cancellationToken)
        => SessionUse.RunAsync(
            parts,
            options.Timeout,
            async (session, cancellation) =>
            {
                Schema schema = await batches.GetSchemaAsync(cancellation.Token).ConfigureAwait(false);
                var request = new BulkWriteRequest { Table = table, Schema = schema };
                long rows = await parts.Calls.RunAsync(
                    session.DriverId,
                    cancellation,
                    token => session.Session.WriteAsync(request, batches.ReadAsync(token), token),
                    static _ => default).ConfigureAwait(false);
                return new WriteResult { Rows = rows, HasCreated = false };
            },
            cancellationToken);
}
