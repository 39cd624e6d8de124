using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Execution;

/// <summary>One query on its way: connect, plan, execute, read, give the session back. One caller at a time.</summary>
internal sealed class QueryRun(SourceParts parts, QueryRequest request, CallCancellation cancellation)
{
    // Nobody waits for what so few rows take.
    private const int SmallBatch = 1024;

    private readonly QueryTelemetry _telemetry = new(parts.Target, parts.Services.Clock);
    private SourceSession? _session;
    private ResultReader? _reader;
    private Func<CancellationToken, ValueTask<ColumnBatch?>>? _read;
    private bool _executed;
    private bool _defines;
    private bool _writes;
    private bool _limits;
    private long _expected;

    /// <summary>What is being done, for messages.</summary>
    public string Stage { get; private set; } = Names.Connect;

    /// <summary>The columns of the current result, or of the last one that had any.</summary>
    public Schema? Schema { get; private set; }

    /// <summary>Rows changed so far, or −1 if no statement said.</summary>
    public long RowsAffected { get; private set; } = -1;

    /// <summary>True when there is no further result.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Goes to the first result that has columns.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask StartAsync()
    {
        _telemetry.Start();
        using (_telemetry.Stage(Names.Connect))
        {
            _session = await parts.Sessions.ConnectAsync(cancellation).ConfigureAwait(false);
            _telemetry.Connected(_session.DriverId);
        }

        PlannedQuery query = Plan(_session);
        using (_telemetry.Stage(Stage = Names.Execute))
        {
            await ExecuteAsync(_session, query).ConfigureAwait(false);
        }

        _telemetry.StartFetch();
        Stage = Names.Fetch;
    }

    /// <summary>True if the statement may have changed something that stays, outside a transaction of the caller.</summary>
    public bool MayHaveCommitted => _writes && !parts.IsTransaction;

    /// <summary>True if there is memory for a batch like the last.</summary>
    public bool HasRoom => _expected == 0 || _session!.Memory.HasRoom(_expected);

    /// <summary>Reads the next batch of the current result; the caller disposes it. Where memory is short it waits first for others to give some back.</summary>
    /// <returns>Null at the result's end.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ColumnBatch?> ReadAsync()
    {
        while (true)
        {
            if (!HasRoom)
            {
                await WaitForRoomAsync(_session!).ConfigureAwait(false);
            }

            ColumnBatch? batch = await parts.Calls.ReadAsync(_session!.DriverId, cancellation, _read!).ConfigureAwait(false);
            if (batch is not { Rows: 0 })
            {
                // Columns that grow while they are filled hold twice what they have.
                _expected = batch is { Rows: >= SmallBatch } ? 2 * batch.Bytes : 0;
                return batch;
            }

            batch.Dispose();
        }
    }

    /// <summary>Goes to the next result that has columns.</summary>
    /// <returns>False if there is none.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> NextResultAsync()
    {
        while (!IsFinished)
        {
            CountRows();
            IsFinished = !await parts.Calls.RunAsync(_session!.DriverId, cancellation, _reader!.NextResultAsync, static _ => default).ConfigureAwait(false);
            if (!IsFinished && ReadSchema() is { } schema)
            {
                Schema = schema;
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends the execution and gives the session back, verified unless all results were read.</summary>
    /// <param name="abandoned">Set if a call of the driver did not end in time: when it has.</param>
    /// <param name="rows">Rows handed out.</param>
    /// <param name="error">What the query ended with, or null.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask EndAsync(Task? abandoned, long rows, Exception? error)
    {
        try
        {
            if (_session is { } session)
            {
                _session = null;
                if (error is not null)
                {
                    parts.Sessions.Observe(session, error);
                }

                await EndAsync(session, abandoned).ConfigureAwait(false);
            }
        }
        finally
        {
            _telemetry.End(Schema is null ? null : rows, error);
        }
    }

    /// <summary>Lets the pool end the run if the stream is collected without being disposed.</summary>
    public void LendTo(BatchStream stream, Prefetcher prefetcher)
    {
        if (_session is { } session)
        {
            parts.Sessions.LendTo(session, stream, prefetcher);
        }
    }

    /// <summary>Closes the reader of a run whose stream was collected; the session is the pool's.</summary>
    public async ValueTask ReclaimAsync()
    {
        _telemetry.End(null, null);
        if (_session is { } session && _reader is { } reader)
        {
            _session = null;
            await parts.Calls.DisposeAsync(session.DriverId, reader).ConfigureAwait(false);
        }
    }

    private PlannedQuery Plan(SourceSession session)
    {
        using StageSpan span = _telemetry.Stage(Stage = Names.Plan);
        cancellation.Token.ThrowIfCancellationRequested();
        PlannedQuery query = parts.Planner.Plan(request, session);
        _telemetry.Planned(query.Statement.Summary);
        return query;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExecuteAsync(SourceSession session, PlannedQuery query)
    {
        cancellation.Token.ThrowIfCancellationRequested();
        _executed = true;
        if (request.Options.MemoryLimitBytes is { } limit)
        {
            _limits = true;
            session.Memory.LimitFromNow(limit);
        }

        _defines = query.Statement.Sql.Defines;
        _writes = query.Plan.Kind != StatementKind.Select;
        _reader = await parts.Runner.ExecuteAsync(session, query, request.Options.Prepare, parts.IsTransaction, cancellation).ConfigureAwait(false);
        _read = _reader.ReadAsync;
        Schema = ReadSchema();
        if (Schema is null)
        {
            await NextResultAsync().ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndAsync(SourceSession session, Task? abandoned)
    {
        ResultReader? reader = _reader;
        _reader = null;
        if (_defines)
        {
            // Also if it failed: another statement of the text may have changed something.
            parts.Definitions.Advance();
        }

        if (abandoned is not null)
        {
            parts.Sessions.Abandon(session, reader is null ? abandoned : ReaderUse.DisposeLaterAsync(reader, abandoned));
            return;
        }

        bool suspect = _executed && !IsFinished;
        try
        {
            if (reader is not null)
            {
                await parts.Calls.DisposeAsync(session.DriverId, reader).ConfigureAwait(false);
            }
        }
        catch (AbandonedCallException late)
        {
            parts.Sessions.Abandon(session, late.Ended);
            return;
        }
        catch (Exception)
        {
            // DisposeAsync must not throw. The session tells whether it still works.
            suspect = true;
        }

        if (_limits)
        {
            session.Memory.LimitFromNow(null);
        }

        await parts.Sessions.ReturnAsync(session, suspect).ConfigureAwait(false);
    }

    private async ValueTask WaitForRoomAsync(SourceSession session)
    {
        using var patience = new CancellationTokenSource(parts.Services.DriverPatience, parts.Services.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation.Token);
        try
        {
            await session.Memory.WaitForRoomAsync(_expected, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.Token.IsCancellationRequested)
        {
            // Nobody gives any back. If it does not suffice, the error that follows says whose limit it is.
        }
    }

    private Schema? ReadSchema() => parts.Calls.Run(_session!.DriverId, _reader!, static reader => reader.Schema);

    private void CountRows()
    {
        long rows = parts.Calls.Run(_session!.DriverId, _reader!, static reader => reader.RowsAffected);
        if (rows >= 0)
        {
            RowsAffected = checked(Math.Max(RowsAffected, 0) + rows);
        }
    }
}
