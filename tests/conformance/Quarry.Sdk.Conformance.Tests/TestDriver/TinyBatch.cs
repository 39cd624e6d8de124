using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>Runs many statements, one after the other.</summary>
internal sealed class TinyBatch(TinySession session, TinyTables tables, TinySettings settings)
{
    private const string Savepoint = "batch";

    public async Task<IReadOnlyList<BatchResult>> RunAsync(IReadOnlyList<BatchStatement> statements, BatchMode mode, CancellationToken cancellationToken)
    {
        bool isAtomic = mode == BatchMode.Atomic && !settings.Has(Fault.BatchIsNotAtomic);
        bool begins = isAtomic && !tables.InTransaction;
        if (begins)
        {
            tables.Begin(TransactionOptions.Default);
        }
        else if (isAtomic)
        {
            tables.Save(Savepoint);
        }

        var results = new List<BatchResult>();
        foreach (BatchStatement statement in statements)
        {
            results.Add(await RunAsync(statement, cancellationToken));
            if (results[^1].Error is not null && (mode == BatchMode.Atomic || settings.Has(Fault.BatchStopsAtError)))
            {
                break;
            }
        }

        bool failed = isAtomic && results.Exists(result => result.Error is not null);
        if (begins)
        {
            (failed ? (Action)tables.Rollback : tables.Commit)();
        }
        else if (failed)
        {
            tables.RollbackTo(Savepoint);
        }

        return
        [
            .. results.Select(result => failed && result.Error is null ? result with { Status = BatchStatus.RolledBack } : result),
            .. statements.Skip(results.Count).Select(_ => new BatchResult { Status = BatchStatus.NotRun }),
        ];
    }

    private async Task<BatchResult> RunAsync(BatchStatement statement, CancellationToken cancellationToken)
    {
        try
        {
            await using ResultReader reader = await (statement.Prepared is { } prepared
                ? prepared.ExecuteAsync(statement.Parameters, cancellationToken)
                : session.ExecuteAsync(statement.Plan, statement.Parameters, cancellationToken));
            return new() { Status = BatchStatus.Succeeded, RowsAffected = reader.RowsAffected };
        }
        catch (QuarryException error)
        {
            return new() { Status = BatchStatus.Failed, Error = error };
        }
    }
}
