using System.Data;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

internal sealed class TinySession(TinyDatabase database, DriverHost host, TinySettings settings) : Session
{
    private readonly TinyTables _tables = new(database, settings);
    private CancellationTokenSource? _running;
    private TinyReader? _reader;
    private bool _disposed;
    private bool _dead;
    private bool _cancelNext;

    public override ServerInfo Server { get; } = new() { Product = "Tiny", Version = new(1, 0), VersionText = "1.0" };

    public override ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        var parser = new TinyParser(plan.Sql);
        return ExecuteAsync(plan, Parse(plan, parser), parser.Markers, parameters, cancellationToken);
    }

    public override ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        if (settings.Lacks(nameof(DriverCapabilities.PreparedStatements)))
        {
            return base.PrepareAsync(plan, cancellationToken);
        }

        var parser = new TinyParser(plan.Sql);
        return new(new TinyPrepared(this, plan, Parse(plan, parser), parser.Markers, settings));
    }

    public async ValueTask<ResultReader> ExecuteAsync(
        QueryPlan plan, IReadOnlyList<TinyStatement> statements, int markers, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        if (!settings.Has(Fault.IgnoresCancelledToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        Check(plan, markers, parameters);
        if (settings.Has(Fault.SwapsParameters))
        {
            parameters = [.. parameters.Take(2), .. parameters.Skip(2).Reverse()];
        }

        if (_cancelNext)
        {
            _cancelNext = false;
            throw new OperationCanceledException();
        }

        CancellationTokenSource running = settings.Lacks(nameof(DriverCapabilities.Cancel)) ? new() : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running = running;
        try
        {
            if (statements[0] is TinySleep sleep)
            {
                await Task.Delay(sleep.Time, host.Clock, running.Token);
            }

            var executor = new TinyExecutor(_tables, settings);
            _reader = new TinyReader(statements, statement => executor.Run(statement, parameters), plan.Batch, host.Memory, running, () => (_running, _reader) = (null, null), settings);
            return _reader;
        }
        catch (Exception error)
        {
            _running = null;
            _dead = settings.Has(Fault.DiesAfterError);
            throw Translate(error);
        }
    }

    public override async ValueTask<long> WriteAsync(BulkWriteRequest request, IAsyncEnumerable<ColumnBatch> batches, CancellationToken cancellationToken)
    {
        if (settings.Lacks(nameof(DriverCapabilities.BulkWrite)))
        {
            return await base.WriteAsync(request, batches, cancellationToken);
        }

        return await new TinyBulkWrite(_tables, settings).RunAsync(request, batches, cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<BatchResult>> ExecuteBatchAsync(IReadOnlyList<BatchStatement> statements, BatchMode mode, CancellationToken cancellationToken)
        => settings.Lacks(nameof(DriverCapabilities.Batches))
            ? await base.ExecuteBatchAsync(statements, mode, cancellationToken)
            : await new TinyBatch(this, _tables, settings).RunAsync(statements, mode, cancellationToken);

    public override ValueTask BeginAsync(TransactionOptions options, CancellationToken cancellationToken)
        => settings.Lacks(nameof(DriverCapabilities.Transactions)) ? base.BeginAsync(options, cancellationToken) : Done(() => _tables.Begin(options));

    public override ValueTask CommitAsync(CancellationToken cancellationToken)
        => settings.Lacks(nameof(DriverCapabilities.Transactions)) ? base.CommitAsync(cancellationToken) : Done(_tables.Commit);

    public override ValueTask RollbackAsync(CancellationToken cancellationToken)
        => settings.Lacks(nameof(DriverCapabilities.Transactions)) ? base.RollbackAsync(cancellationToken) : Done(_tables.Rollback);

    public override ValueTask SaveAsync(string name, CancellationToken cancellationToken)
        => settings.Lacks(nameof(DriverCapabilities.Savepoints)) ? base.SaveAsync(name, cancellationToken) : Done(() => _tables.Save(name));

    public override ValueTask RollbackToAsync(string name, CancellationToken cancellationToken)
        => settings.Lacks(nameof(DriverCapabilities.Savepoints)) ? base.RollbackToAsync(name, cancellationToken) : Done(() => _tables.RollbackTo(name));

    public override ValueTask ReleaseAsync(string name, CancellationToken cancellationToken)
        => settings.Lacks(nameof(DriverCapabilities.Savepoints)) ? base.ReleaseAsync(name, cancellationToken) : Done(() => _tables.Release(name));

    public override ValueTask<string> ExportSnapshotAsync(CancellationToken cancellationToken)
        => settings.Lacks(nameof(DriverCapabilities.Snapshots)) ? base.ExportSnapshotAsync(cancellationToken) : new(_tables.Export());

    public override ValueTask<PartitionSet> PartitionAsync(PartitionRequest request, CancellationToken cancellationToken)
    {
        if (settings.Lacks(nameof(DriverCapabilities.Partitions)))
        {
            return base.PartitionAsync(request, cancellationToken);
        }

        string sql = request.Table is { } table ? $"SELECT * FROM \"{table.Name}\"" : request.Sql;
        IEnumerable<int> parts = Enumerable.Range(0, request.Count).Skip(settings.Has(Fault.LosesPartition) ? 1 : 0);
        return new(new PartitionSet
        {
            Snapshot = "",
            Method = "place",
            Partitions = [.. parts.Select(part => new Partition { Sql = $"{sql} PART {part} OF {request.Count}", Rows = $"part {part}" })],
        });
    }

    public override void Cancel()
    {
        if (!settings.Lacks(nameof(DriverCapabilities.Cancel)))
        {
            CancellationTokenSource? running = _running;
            running?.Cancel();
            _cancelNext = running is null && settings.Has(Fault.LateCancelHitsNextStatement);
        }
    }

    public override async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        await CloseReaderAsync();
        _tables.Reset();
    }

    public override ValueTask PingAsync(CancellationToken cancellationToken) => Done(() => { });

    public override async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            if (settings.Has(Fault.DisposeThrows))
            {
                throw new InvalidOperationException("closed already");
            }

            return;
        }

        _disposed = true;
        await CloseReaderAsync();
        if (_tables.InTransaction)
        {
            (settings.Has(Fault.DisposeCommits) ? (Action)_tables.Commit : _tables.Rollback)();
        }
    }

    private async Task CloseReaderAsync()
    {
        if (_reader is not null)
        {
            await _reader.DisposeAsync();
        }
    }

    private IReadOnlyList<TinyStatement> Parse(QueryPlan plan, TinyParser parser)
    {
        ThrowIfUnusable();
        try
        {
            IReadOnlyList<TinyStatement> statements = parser.Parse();
            return statements.Count > 1 && settings.Lacks(nameof(DriverCapabilities.MultipleResults)) ? throw TinyError.User("one statement at a time") : statements;
        }
        catch (QuarryException error)
        {
            _dead = settings.Has(Fault.DiesAfterError);
            throw settings.Has(Fault.WrongPosition) ? TinyError.Syntax(error.Message, 1) : error;
        }
    }

    private void Check(QueryPlan plan, int markers, IReadOnlyList<Parameter> parameters)
    {
        ThrowIfUnusable();
        if (settings.Has(Fault.KeepsSessionBusy) && _reader is not null)
        {
            throw TinyError.User("another result is open");
        }

        if (plan.Hints.Count > 0 && !settings.Has(Fault.IgnoresHints))
        {
            throw TinyError.User($"there is no hint {plan.Hints.Keys.First()}");
        }

        if (parameters.Count < markers || (parameters.Count > markers && !settings.Has(Fault.IgnoresExtraParameters)))
        {
            throw TinyError.User($"the statement takes {markers} parameters, not {parameters.Count}");
        }

        if (parameters.Any(parameter => parameter.Direction != ParameterDirection.Input) && settings.Lacks(nameof(DriverCapabilities.OutputParameters)))
        {
            throw TinyError.User("output parameters are not supported");
        }
    }

    private Exception Translate(Exception error) => error switch
    {
        OperationCanceledException when settings.Has(Fault.CancelReportsError) => TinyError.Server("interrupted"),
        QuarryException when settings.Has(Fault.ForeignException) => new TinyForeignException(error.Message),
        _ => error,
    };

    private ValueTask Done(Action action)
    {
        ThrowIfUnusable();
        action();
        return default;
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed && !settings.Has(Fault.WorksAfterDispose), this);
        if (_dead)
        {
            throw TinyError.Server("the session is broken");
        }
    }
}

/// <summary>An exception of the plugin's own, which must not cross the boundary.</summary>
internal sealed class TinyForeignException(string message) : Exception(message);
