using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;
using Quarry.Odbc.Parameters;

namespace Quarry.Odbc.Sessions;

internal sealed partial class OdbcSession
{
    public override async ValueTask<IReadOnlyList<BatchResult>> ExecuteBatchAsync(IReadOnlyList<BatchStatement> statements, BatchMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ThrowIfBusy();
        if (!_capabilities.Batches.IsSupported)
        {
            return await base.ExecuteBatchAsync(statements, mode, cancellationToken).ConfigureAwait(false);
        }

        if (_began && mode != BatchMode.Atomic)
        {
            throw OdbcErrors.BatchRefused();
        }

        foreach (BatchStatement statement in statements)
        {
            CheckPlan(statement.Plan);
            CheckCount(statement.Plan, statement.Parameters);
            _touched |= statement.Plan.Kind is not (StatementKind.Select or StatementKind.Insert or StatementKind.Update or StatementKind.Delete or StatementKind.Merge);
        }

        cancellationToken.ThrowIfCancellationRequested();
        RunningCall call = Begin();
        try
        {
            using CancellationTokenRegistration registration = call.Follow(cancellationToken);
            return await Thread.RunAsync(() => mode == BatchMode.Atomic ? RunAtomic(statements, call) : RunEach(statements, call)).ConfigureAwait(false);
        }
        finally
        {
            End(call);
        }
    }

    /// <summary>All or none: neighbours of one text go as an array.</summary>
    private BatchResult[] RunAtomic(IReadOnlyList<BatchStatement> statements, RunningCall call)
    {
        var results = new BatchResult[statements.Count];
        bool own = !_began;
        if (own)
        {
            SetConnection(Sql.AttrAutocommit, AutocommitOff);
            _began = true;
        }
        else
        {
            Connection.Execute(_dialect.Savepoint(WritePoint) is { } savepoint ? [savepoint] : []);
        }

        int at = 0;
        try
        {
            while (at < statements.Count)
            {
                int count = Alike(statements, at);
                Run(statements, at, count, results, call);
                at += count;
            }

            if (own)
            {
                EndTransaction(Sql.Commit);
            }
            else if (_dialect.ReleaseSavepoint(WritePoint) is { } release)
            {
                Connection.Execute([release]);
            }

            return results;
        }
        catch (Exception error)
        {
            bool committing = at == statements.Count;
            if (error is QuarryException noted)
            {
                Note(noted);
            }

            if (error is QuarryException { Kind: ErrorKind.Transport } lost)
            {
                throw own && committing ? OdbcErrors.OutcomeUnknown(lost) : lost;
            }

            Undo(nested: !own, error as QuarryException);
            if (error is not QuarryException failure || call.Requested)
            {
                throw call.Requested ? call.Exception() : error;
            }

            return Failed(results, committing ? statements.Count - 1 : at, failure);
        }
    }

    /// <summary>Each for itself.</summary>
    private BatchResult[] RunEach(IReadOnlyList<BatchStatement> statements, RunningCall call)
    {
        var results = new BatchResult[statements.Count];
        for (int i = 0; i < statements.Count; i++)
        {
            try
            {
                Run(statements, i, 1, results, call);
            }
            catch (QuarryException error) when (error.Kind != ErrorKind.Transport && !call.Requested)
            {
                results[i] = new() { Status = BatchStatus.Failed, Error = error };
            }
            catch (QuarryException error) when (call.Requested && error.Kind != ErrorKind.Transport)
            {
                throw call.Exception();
            }
        }

        return results;
    }

    /// <summary>What became of an atomic batch in which one failed: those before it are undone, those behind it did not run.</summary>
    private static BatchResult[] Failed(BatchResult[] results, int at, QuarryException failure)
    {
        // Within an array the statement that failed is known by the row that the error names; the driver may not have told.
        int index = Math.Min(results.Length - 1, at + FailedRow(failure));
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = i == index ? new() { Status = BatchStatus.Failed, Error = failure } : new() { Status = i < index ? BatchStatus.RolledBack : BatchStatus.NotRun };
        }

        return results;
    }

    private static int FailedRow(QuarryException failure) => failure.Data[ArrayInsert.RowKey] is string row ? int.Parse(row, System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>How many statements from here go as one array: those of one text with values of the same types, where the driver tells what became of each.</summary>
    private int Alike(IReadOnlyList<BatchStatement> statements, int from)
    {
        BatchStatement first = statements[from];
        int count = 1;
        while (Facts.CountsEachRow && first.Parameters.Count > 0 && from + count < statements.Count && statements[from + count] is var next && next.Plan.Sql == first.Plan.Sql
            && next.Parameters.Select(parameter => parameter.Type).SequenceEqual(first.Parameters.Select(parameter => parameter.Type)))
        {
            count++;
        }

        return count;
    }

    private void Run(IReadOnlyList<BatchStatement> statements, int from, int count, BatchResult[] results, RunningCall call)
    {
        BatchStatement first = statements[from];
        MarkerText text = MarkerText.Of(first.Plan.Sql, _dialect, Profile, first.Parameters);
        using StatementHandle statement = NewStatement();
        if (first.Parameters.Count == 0)
        {
            results[from] = new() { Status = BatchStatus.Succeeded, RowsAffected = call.Run(statement, () => RunOne(statement, text.Text)) };
            return;
        }

        call.Run(statement, () =>
        {
            Statements.Prepare(statement, text.Text);
            using ColumnBatch values = ParameterRow.Of([.. Enumerable.Range(from, count).Select(index => text.Arrange(statements[index].Parameters))], Memory);
            using var array = new ArrayInsert(statement, [.. values.Columns.Select(column => column.Type)], Facts, Settings, Memory, call, insert: null);
            array.Write(values, 0);
            for (int i = 0; i < count; i++)
            {
                results[from + i] = new() { Status = BatchStatus.Succeeded, RowsAffected = count == 1 && array.Counts ? array.Affected : array.AffectedBy(i) };
            }

            return true;
        });
    }

    private static long RunOne(StatementHandle statement, string sql)
    {
        long affected = Statements.ExecuteDirect(statement, sql) && OdbcApi.SQLRowCount(statement, out nint count) is Sql.Success or Sql.SuccessWithInfo ? count : 0;
        return Math.Max(-1, affected);
    }
}
