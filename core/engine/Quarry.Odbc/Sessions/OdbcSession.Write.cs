using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Sessions;

internal sealed partial class OdbcSession
{
    // A name that no caller's savepoint has, so that ours is found within the caller's transaction.
    private const string WritePoint = "quarry_bulk_write";
    private const string StatementPoint = "quarry_bulk_rows";

    public override async ValueTask<long> WriteAsync(BulkWriteRequest request, IAsyncEnumerable<ColumnBatch> batches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(batches);
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Schema.Columns.Count == 0)
        {
            throw OdbcErrors.NothingToWrite();
        }

        RunningCall call = Begin();
        WriteState? write = null;
        try
        {
            using CancellationTokenRegistration registration = call.Follow(cancellationToken);
            write = await Thread.RunAsync(() => StartWrite(request, call)).ConfigureAwait(false);
            await foreach (ColumnBatch batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await RunAsync(call, write.Statement, () => write.Write(batch)).ConfigureAwait(false);
            }

            return await RunAsync(call, write.Statement, () =>
            {
                write.CheckCount();
                EndWrite(write, keep: true);
                return write.Rows;
            }).ConfigureAwait(false);
        }
        catch (QuarryException error) when (write is { Committing: true } && error.Kind == ErrorKind.Transport)
        {
            throw OdbcErrors.OutcomeUnknown(error);
        }
        finally
        {
            if (write is { Ended: false })
            {
                await Thread.RunAsync(() =>
                {
                    EndWrite(write, keep: false);
                    return true;
                }).ConfigureAwait(false);
            }

            End(call);
        }
    }

    private WriteState StartWrite(BulkWriteRequest request, RunningCall call)
    {
        IReadOnlyList<ColumnSchema> columns = request.Schema.Columns;
        string row = $"({string.Join(", ", columns.Select(column => Profile?.ParameterMarker(column.Type) ?? "?"))})";
        string into = $"INSERT INTO {_dialect.QuoteTable(request.Table)} ({string.Join(", ", columns.Select(column => _dialect.QuoteIdentifier(column.Name)))}) VALUES ";
        int most = Math.Clamp(_dialect.MaxRowsPerInsert(columns.Count), 1, Math.Max(1, short.MaxValue / columns.Count));
        var several = new SeveralRows(most, NewStatement, rows => into + string.Join(", ", Enumerable.Repeat(row, rows)),
            _dialect.Savepoint(StatementPoint) is { } set && _dialect.RollbackTo(StatementPoint) is { } back && Facts.TransactionCapable != 0 ? (set, back, _dialect.ReleaseSavepoint(StatementPoint)) : null);
        bool nested = _began;
        if (nested && _dialect.Savepoint(WritePoint) is { } savepoint)
        {
            Connection.Execute([savepoint]);
        }
        else if (!nested && Facts.TransactionCapable != 0)
        {
            SetConnection(Sql.AttrAutocommit, AutocommitOff);
            _began = true;
        }

        StatementHandle? statement = null;
        try
        {
            statement = NewStatement();
            StatementHandle prepared = statement;
            call.Run(prepared, () =>
            {
                Statements.Prepare(prepared, several.TextOf(1));
                return true;
            });
            return new(nested, statement, request.Schema, new(statement, [.. columns.Select(column => column.Type)], Facts, Settings, Memory, call, several));
        }
        catch
        {
            statement?.Dispose();
            Undo(nested, null);
            throw;
        }
    }

    /// <summary>On the session's thread.</summary>
    private void EndWrite(WriteState write, bool keep)
    {
        write.End();
        if (!keep)
        {
            Undo(write.Nested, null);
        }
        else if (write.Nested)
        {
            Connection.Execute(_dialect.ReleaseSavepoint(WritePoint) is { } release ? [release] : []);
        }
        else if (_began)
        {
            write.Committing = true;
            EndTransaction(Sql.Commit);
        }
    }

    // In the caller's transaction by a savepoint; without savepoints the transaction can only be rolled back.
    private void Undo(bool nested, QuarryException? cause)
    {
        if (!nested)
        {
            try
            {
                if (_began)
                {
                    EndTransaction(Sql.Rollback);
                }
            }
            catch (QuarryException)
            {
                // What failed before is told. The session is spoiled: it says so at its next use, and its end rolls back.
            }
        }
        else if (_dialect.RollbackTo(WritePoint) is { } back)
        {
            Connection.Execute(_dialect.ReleaseSavepoint(WritePoint) is { } release ? [back, release] : [back]);
            _failed = false;
        }
        else
        {
            _doomed = cause ?? OdbcErrors.HalfWritten();
        }
    }

    private sealed class WriteState(bool nested, StatementHandle statement, Schema schema, ArrayInsert insert)
    {
        public bool Nested { get; } = nested;

        public StatementHandle Statement { get; } = statement;

        public long Rows { get; private set; }

        public bool Ended { get; private set; }

        public bool Committing { get; set; }

        public bool Write(ColumnBatch batch)
        {
            if (batch.Columns.Count != schema.Columns.Count || batch.Columns.Where((column, index) => !column.Type.Equals(schema.Columns[index].Type)).Any())
            {
                throw new InvalidOperationException("A batch has other columns than the write was begun with.");
            }

            insert.Write(batch, Rows);
            Rows += batch.Rows;
            return true;
        }

        public void CheckCount()
        {
            if (insert.Counts && insert.Affected != Rows)
            {
                throw OdbcErrors.RowsMissing(insert.Affected, Rows);
            }
        }

        public void End()
        {
            Ended = true;
            insert.Dispose();
            Statement.Dispose();
        }
    }
}
