using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Batches;

/// <summary>Runs a batch statement by statement, for drivers that offer no batches.</summary>
internal sealed class OneByOne(SourceParts parts, SessionUse use, SourceSession session, QueryOptions options, CallCancellation cancellation)
{
    private const string Savepoint = "quarry_batch";

    private bool _atomic;

    public async ValueTask<IReadOnlyList<BatchResult>> RunAsync(BatchItem[] items, BatchMode mode)
    {
        if (mode == BatchMode.ContinueOnError)
        {
            var alone = new BatchResult[items.Length];
            for (int i = 0; i < items.Length; i++)
            {
                alone[i] = await TryAsync(items[i]).ConfigureAwait(false);
            }

            return alone;
        }

        _atomic = true;
        Require();
        Session own = session.Session;
        await CallAsync(token => use.IsTransaction ? own.SaveAsync(Savepoint, token) : own.BeginAsync(TransactionOptions.Default, token)).ConfigureAwait(false);
        BatchResult[] results = await RunUntilFailureAsync(items).ConfigureAwait(false);
        if (results[^1].Status == BatchStatus.Succeeded)
        {
            await CallAsync(token => use.IsTransaction ? own.ReleaseAsync(Savepoint, token) : own.CommitAsync(token)).ConfigureAwait(false);
            return results;
        }

        await CallAsync(token => use.IsTransaction ? own.RollbackToAsync(Savepoint, token) : own.RollbackAsync(token)).ConfigureAwait(false);
        return [.. results.Select(result => result.Status == BatchStatus.Succeeded ? new() { Status = BatchStatus.RolledBack } : result)];
    }

    private async ValueTask<BatchResult[]> RunUntilFailureAsync(BatchItem[] items)
    {
        var results = new BatchResult[items.Length];
        Array.Fill(results, new() { Status = BatchStatus.NotRun });
        for (int i = 0; i < items.Length; i++)
        {
            results[i] = await TryAsync(items[i]).ConfigureAwait(false);
            if (results[i].Status == BatchStatus.Failed)
            {
                break;
            }
        }

        return results;
    }

    private void Require()
    {
        DriverCapabilities can = session.Capabilities;
        if (use.IsTransaction)
        {
            Offered.Require(session, can.Savepoints, nameof(can.Savepoints), "batches within a transaction, which need savepoints,", "Run the statements one by one.");
        }
        else
        {
            Offered.Require(session, can.Transactions, nameof(can.Transactions), "atomic batches, which need transactions,", "Use BatchMode.ContinueOnError.");
        }
    }

    private async ValueTask<BatchResult> TryAsync(BatchItem item)
    {
        try
        {
            return new() { Status = BatchStatus.Succeeded, RowsAffected = await RunAsync(item.Query).ConfigureAwait(false) };
        }
        catch (QuarryException error) when (error.Kind != ErrorKind.Transport && !error.OutcomeUnknown)
        {
            return new() { Status = BatchStatus.Failed, Error = error };
        }
    }

    private async ValueTask<long> RunAsync(PlannedQuery query)
    {
        // Within a transaction nothing is prepared again: what came before would be lost.
        ResultReader reader = await parts.Runner.ExecuteAsync(session, query, options.Prepare, inTransaction: use.IsTransaction || _atomic, cancellation).ConfigureAwait(false);
        try
        {
            long rows = await ReadToEndAsync(reader).ConfigureAwait(false);
            await EndAsync(reader).ConfigureAwait(false);
            return rows;
        }
        catch (AbandonedCallException stuck)
        {
            throw new AbandonedCallException(EndLaterAsync(reader, stuck.Ended));
        }
        catch
        {
            await EndAsync(reader).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<long> ReadToEndAsync(ResultReader reader)
    {
        long rows = -1;
        do
        {
            while (HasColumns(reader) && await CallAsync(reader.ReadAsync, static late =>
            {
                late?.Dispose();
                return default;
            }).ConfigureAwait(false) is { } batch)
            {
                batch.Dispose();
            }

            long more = parts.Calls.Run(session.DriverId, () => reader.RowsAffected);
            rows = more < 0 ? rows : checked(Math.Max(rows, 0) + more);
        }
        while (await CallAsync(reader.NextResultAsync, static _ => default).ConfigureAwait(false));
        return rows;
    }

    private bool HasColumns(ResultReader reader) => parts.Calls.Run(session.DriverId, () => reader.Schema) is not null;

    private ValueTask EndAsync(ResultReader reader) => parts.Calls.CleanUpAsync(session.DriverId, _ => reader.DisposeAsync());

    private static async Task EndLaterAsync(ResultReader reader, Task ended)
    {
        await ended.ConfigureAwait(false);
        try
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The session is closed next; nobody is left to be told.
        }
    }

    private ValueTask<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, Func<T, ValueTask> discard)
        => parts.Calls.RunAsync(session.DriverId, cancellation, call, discard);

    private async ValueTask CallAsync(Func<CancellationToken, ValueTask> call) => await CallAsync(async token =>
    {
        await call(token).ConfigureAwait(false);
        return true;
    }, static _ => default).ConfigureAwait(false);
}
