using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Batches;

/// <summary>A batch for drivers that have none: the same results, a round trip for each statement.</summary>
internal sealed class OneByOne(SourceParts parts, SourceSession session, BatchMode mode, PrepareMode prepare, CallCancellation cancellation)
{
    private const string Savepoint = "quarry_batch";

    public async ValueTask<IReadOnlyList<BatchResult>> RunAsync(IReadOnlyList<PlannedQuery> statements)
    {
        if (mode == BatchMode.ContinueOnError)
        {
            var results = new BatchResult[statements.Count];
            for (int i = 0; i < results.Length; i++)
            {
                results[i] = await TryAsync(statements[i]).ConfigureAwait(false);
            }

            return results;
        }

        return parts.IsTransaction
            ? await WithinAsync(statements).ConfigureAwait(false)
            : await AloneAsync(statements).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<BatchResult>> AloneAsync(IReadOnlyList<PlannedQuery> statements)
    {
        Requirement.Check(session, session.Capabilities.Transactions, nameof(DriverCapabilities.Transactions), "atomic batches", "Use BatchMode.ContinueOnError.");
        await parts.CallAsync(session, cancellation, token => session.Session.BeginAsync(TransactionOptions.Default, token)).ConfigureAwait(false);
        (IReadOnlyList<BatchResult> results, bool failed) = await AllAsync(statements).ConfigureAwait(false);
        if (failed)
        {
            await parts.CallAsync(session, cancellation, session.Session.RollbackAsync).ConfigureAwait(false);
        }
        else
        {
            await parts.CommitAsync(session, cancellation).ConfigureAwait(false);
        }

        return results;
    }

    private async ValueTask<IReadOnlyList<BatchResult>> WithinAsync(IReadOnlyList<PlannedQuery> statements)
    {
        Requirement.Check(session, session.Capabilities.Savepoints, nameof(DriverCapabilities.Savepoints), "atomic batches within a transaction", "Run the statements one by one.");
        await parts.CallAsync(session, cancellation, token => session.Session.SaveAsync(Savepoint, token)).ConfigureAwait(false);
        (IReadOnlyList<BatchResult> results, bool failed) = await AllAsync(statements).ConfigureAwait(false);
        if (failed)
        {
            await parts.CallAsync(session, cancellation, token => session.Session.RollbackToAsync(Savepoint, token)).ConfigureAwait(false);
        }

        await parts.CallAsync(session, cancellation, token => session.Session.ReleaseAsync(Savepoint, token)).ConfigureAwait(false);
        return results;
    }

    /// <summary>Runs up to the first failure; what ran before it will be undone.</summary>
    private async ValueTask<(IReadOnlyList<BatchResult> Results, bool Failed)> AllAsync(IReadOnlyList<PlannedQuery> statements)
    {
        var results = new BatchResult[statements.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = await TryAsync(statements[i]).ConfigureAwait(false);
            if (results[i].Status != BatchStatus.Succeeded)
            {
                for (int earlier = 0; earlier < i; earlier++)
                {
                    results[earlier] = results[earlier] with { Status = BatchStatus.RolledBack };
                }

                results.AsSpan(i + 1).Fill(new() { Status = BatchStatus.NotRun });
                return (results, true);
            }
        }

        return (results, false);
    }

    private async ValueTask<BatchResult> TryAsync(PlannedQuery statement)
    {
        try
        {
            return new() { Status = BatchStatus.Succeeded, RowsAffected = await ExecuteAsync(statement).ConfigureAwait(false) };
        }
        catch (QuarryException error) when (error.Kind is ErrorKind.User or ErrorKind.Server)
        {
            return new() { Status = BatchStatus.Failed, Error = error };
        }
    }

    private async ValueTask<long> ExecuteAsync(PlannedQuery statement)
    {
        // Within a transaction nothing is prepared again: what came before would be lost.
        ResultReader reader = await parts.Runner.ExecuteAsync(session, statement, prepare, inTransaction: mode == BatchMode.Atomic || parts.IsTransaction, cancellation).ConfigureAwait(false);
        return await ReaderUse.RunAsync(parts, session, reader, ReadToEndAsync).ConfigureAwait(false);
    }

    private async ValueTask<long> ReadToEndAsync(ResultReader reader)
    {
        long rows = -1;
        do
        {
            while (parts.Calls.Run(session.DriverId, () => reader.Schema) is not null
                && await parts.Calls.ReadAsync(session.DriverId, cancellation, reader.ReadAsync).ConfigureAwait(false) is { } batch)
            {
                batch.Dispose();
            }

            long more = parts.Calls.Run(session.DriverId, () => reader.RowsAffected);
            rows = more < 0 ? rows : checked(Math.Max(rows, 0) + more);
        }
        while (await parts.Calls.RunAsync(session.DriverId, cancellation, reader.NextResultAsync, static _ => default).ConfigureAwait(false));
        return rows;
    }
}
