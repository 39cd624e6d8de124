using System.Runtime.ExceptionServices;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Writing;

/// <summary>One write of batches into a table, by a driver's bulk write.</summary>
internal sealed class TableWrite
{
    private readonly SourceParts _parts;
    private readonly BatchSource _source;
    private readonly WriteOptions _options;
    private readonly QueryTelemetry _telemetry;
    private TableName _table;
    private long _committed;

    private TableWrite(SourceParts parts, TableName table, BatchSource source, WriteOptions options)
    {
        (_parts, _table, _source, _options) = (parts, table, source, options);
        _telemetry = new(parts.Target, parts.Services.Clock);
    }

    /// <summary>Writes.</summary>
    /// <param name="parts">The target's source, or a transaction of it.</param>
    /// <param name="table">The table.</param>
    /// <param name="source">What is written; the caller disposes it.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async ValueTask<WriteResult> RunAsync(SourceParts parts, TableName table, BatchSource source, WriteOptions options, CancellationToken cancellationToken)
    {
        OptionsCheck.Check(options, table, parts.IsTransaction);
        var write = new TableWrite(parts, table, source, options);
        write._telemetry.Start();
        try
        {
            WriteResult result = await SessionUse.RunAsync(parts, options.Timeout, write.WriteAsync, cancellationToken).ConfigureAwait(false);
            write._telemetry.End(null, null);
            return result;
        }
        catch (Exception error)
        {
            Exception told = WriteFailure.Tell(error, table, options.Commit, write._committed);
            write._telemetry.End(null, told);
            if (told != error)
            {
                ExceptionDispatchInfo.Throw(told);
            }

            throw;
        }
    }

    private async ValueTask<WriteResult> WriteAsync(SourceSession session, CallCancellation cancellation)
    {
        _telemetry.Connected(session.DriverId);
        _telemetry.Planned($"INSERT {WriteErrors.NameOf(_table)}");
        Requirement.Check(session, session.Capabilities.BulkWrite, nameof(DriverCapabilities.BulkWrite), "bulk write", "Insert the rows by statements.");
        if (_options.IsTemporary)
        {
            _table = TargetTable.Temporary(_parts, session, _table);
        }

        Schema schema = await SchemaAsync(cancellation).ConfigureAwait(false);
        TargetTable target = await TargetTable.FindAsync(_parts, session, _table, schema, _options.Mode, cancellation).ConfigureAwait(false);
        try
        {
            long rows = _options.Commit == WriteCommit.PerBatch
                ? await WriteEachAsync(session, target, schema, cancellation).ConfigureAwait(false)
                : await WriteWholeAsync(session, target, schema, cancellation).ConfigureAwait(false);
            return new() { Rows = rows, HasCreated = target.IsCreated };
        }
        catch (QuarryException error) when (target.Explain(error) is { } known)
        {
            throw known;
        }
    }

    private async ValueTask<long> WriteWholeAsync(SourceSession session, TargetTable target, Schema schema, CallCancellation cancellation)
    {
        var batches = new SourceBatches(_source, schema, rows => _options.Progress?.Invoke(new() { Rows = rows, RowsCommitted = 0 }));
        bool isOwn = !target.IsCreated && !_parts.IsTransaction;
        async ValueTask<long> RunAsync()
        {
            await target.DefineAsync(_parts, session, cancellation).ConfigureAwait(false);
            return await CallAsync(session, schema, batches, isOwn, cancellation).ConfigureAwait(false);
        }

        if (target.IsApart)
        {
            await target.DefineAsync(_parts, session, cancellation).ConfigureAwait(false);
            return await target.OrDropAsync(_parts, session, () => CallAsync(session, schema, batches, isOwn: true, cancellation)).ConfigureAwait(false);
        }

        // A driver's write is all or nothing by itself.
        return isOwn
            ? await RunAsync().ConfigureAwait(false)
            : await TargetTransaction.RunAsync(_parts, session, cancellation, RunAsync).ConfigureAwait(false);
    }

    private async ValueTask<long> WriteEachAsync(SourceSession session, TargetTable target, Schema schema, CallCancellation cancellation)
    {
        if (target.IsApart)
        {
            await target.DefineAsync(_parts, session, cancellation).ConfigureAwait(false);
        }
        else if (target.IsCreated)
        {
            await TargetTransaction.RunAsync(_parts, session, cancellation, () => target.DefineAsync(_parts, session, cancellation)).ConfigureAwait(false);
        }

        var batches = new SourceBatches(_source, schema, rows => _options.Progress?.Invoke(new() { Rows = rows, RowsCommitted = _committed }));
        IAsyncEnumerator<ColumnBatch> each = batches.ReadAsync(cancellation.Token).GetAsyncEnumerator(cancellation.Token);
        await using (each.ConfigureAwait(false))
        {
            while (await NextAsync(each, batches).ConfigureAwait(false))
            {
                ColumnBatch batch = each.Current;
                if (batch.Rows > 0)
                {
                    var one = new SourceBatches(new GivenSource(schema, OneAsync(batch)), schema, static _ => { });
                    _committed += await CallAsync(session, schema, one, isOwn: true, cancellation).ConfigureAwait(false);
                }
            }
        }

        return _committed;
    }

    /// <param name="session">The session.</param>
    /// <param name="schema">The batches' columns.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="isOwn">True if the driver's write commits.</param>
    /// <param name="cancellation">What can end it.</param>
    private async ValueTask<long> CallAsync(SourceSession session, Schema schema, SourceBatches batches, bool isOwn, CallCancellation cancellation)
    {
        var request = new BulkWriteRequest { Table = _table, Schema = schema };
        try
        {
            return await _parts.Calls.RunAsync(
                session.DriverId,
                cancellation,
                token => session.Session.WriteAsync(request, batches.ReadAsync(token), token),
                static _ => default).ConfigureAwait(false);
        }
        catch (AbandonedCallException stuck) when (isOwn && batches.IsEnded)
        {
            throw new AbandonedCallException(stuck.Ended) { MayHaveCommitted = true };
        }
        catch (Exception error) when (error is not AbandonedCallException && batches.Failure is not null)
        {
            throw new BrokenSourceException(batches.Failure.SourceException);
        }
    }

    private async ValueTask<Schema> SchemaAsync(CallCancellation cancellation)
    {
        try
        {
            return await _source.GetSchemaAsync(cancellation.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            throw new BrokenSourceException(error);
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ColumnBatch> batches, SourceBatches source)
    {
        try
        {
            return await batches.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            throw new BrokenSourceException(source.Failure?.SourceException ?? error);
        }
    }

    private static async IAsyncEnumerable<ColumnBatch> OneAsync(ColumnBatch batch)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return batch;
    }
}
