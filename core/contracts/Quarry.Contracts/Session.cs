namespace Quarry.Contracts;

/// <summary>One connection to a database. The engine calls one member at a time; only <see cref="Cancel"/> may come from another thread.</summary>
/// <remarks>
/// A driver overrides what its database can do and claims it in <see cref="DriverCapabilities"/>; what is not overridden refuses with a clear error.
/// Each asynchronous member has a synchronous twin that may block; the default twin waits for the asynchronous one.
/// Errors: <see cref="QuarryException"/>; a cancelled call throws <see cref="OperationCanceledException"/>. After either, <see cref="PingAsync"/>
/// tells whether the session still works.
/// </remarks>
public abstract class Session : IAsyncDisposable, IDisposable
{
    /// <summary>What was found when the session connected.</summary>
    public abstract ServerInfo Server { get; }

    /// <summary>Runs a statement. Returns when the first result is known: its schema, or that it has none.</summary>
    /// <param name="plan">What to run. A hint that the driver does not know is an error.</param>
    /// <param name="parameters">As many as the plan takes, in order.</param>
    /// <param name="cancellationToken">Cancels at the server, also during the reads of the reader that is returned.</param>
    public abstract ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken);

    /// <summary>The synchronous twin of <see cref="ExecuteAsync"/>.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="parameters">As many as the plan takes, in order.</param>
    public virtual ResultReader Execute(QueryPlan plan, IReadOnlyList<Parameter> parameters)
        => ExecuteAsync(plan, parameters, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Prepares a statement at the server.</summary>
    /// <param name="plan">What to prepare.</param>
    /// <param name="cancellationToken">Cancels at the server.</param>
    public virtual ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "prepared statements", nameof(DriverCapabilities.PreparedStatements));

    /// <summary>Prepares a statement for parameters of these types, so that it returns what <see cref="ExecuteAsync"/> returns for them.</summary>
    /// <param name="plan">What to prepare.</param>
    /// <param name="parameters">As many as the plan takes; their types count, their values do not.</param>
    /// <param name="cancellationToken">Cancels at the server.</param>
    /// <remarks>The default is for databases where the types of the parameters change nothing.</remarks>
    public virtual ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
        => PrepareAsync(plan, cancellationToken);

    /// <summary>Runs many statements in as few round trips as the protocol allows. Rows that they return are dropped.</summary>
    /// <param name="statements">The statements, 1 or more, in the order in which they run.</param>
    /// <param name="mode">What a failure does to the others. Within a transaction of the caller only <see cref="BatchMode.Atomic"/> is possible.</param>
    /// <param name="cancellationToken">Cancels at the server.</param>
    /// <returns>One result per statement, in order; a statement's failure stands there and is not thrown.</returns>
    /// <exception cref="QuarryException">The connection failed (Transport): how far the server came is not known, <see cref="QuarryException.OutcomeUnknown"/>
    /// says whether something may have been committed.</exception>
    public virtual ValueTask<IReadOnlyList<BatchResult>> ExecuteBatchAsync(IReadOnlyList<BatchStatement> statements, BatchMode mode, CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "batches of statements", nameof(DriverCapabilities.Batches));

    /// <summary>Writes batches into a table that exists.</summary>
    /// <param name="request">The table and the batches' schema.</param>
    /// <param name="batches">The batches; each is the stream's, valid until the next.</param>
    /// <param name="cancellationToken">Cancels; nothing is left written unless a transaction of the caller is open.</param>
    /// <returns>Rows written.</returns>
    public virtual ValueTask<long> WriteAsync(BulkWriteRequest request, IAsyncEnumerable<ColumnBatch> batches, CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "bulk write", nameof(DriverCapabilities.BulkWrite));

    /// <summary>Begins a transaction.</summary>
    /// <param name="options">Isolation and access; what the server cannot do is refused.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public virtual ValueTask BeginAsync(TransactionOptions options, CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "transactions", nameof(DriverCapabilities.Transactions));

    /// <summary>Commits. If no answer comes after COMMIT was sent, the error says <see cref="QuarryException.OutcomeUnknown"/>.</summary>
    /// <param name="cancellationToken">Honoured until COMMIT is sent.</param>
    public virtual ValueTask CommitAsync(CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "transactions", nameof(DriverCapabilities.Transactions));

    /// <summary>Rolls the transaction back.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public virtual ValueTask RollbackAsync(CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "transactions", nameof(DriverCapabilities.Transactions));

    /// <summary>Sets a savepoint.</summary>
    /// <param name="name">Its name, unquoted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public virtual ValueTask SaveAsync(string name, CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "savepoints", nameof(DriverCapabilities.Savepoints));

    /// <summary>Returns to a savepoint, which stays.</summary>
    /// <param name="name">Its name, unquoted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public virtual ValueTask RollbackToAsync(string name, CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "savepoints", nameof(DriverCapabilities.Savepoints));

    /// <summary>Forgets a savepoint; a database that cannot does nothing.</summary>
    /// <param name="name">Its name, unquoted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public virtual ValueTask ReleaseAsync(string name, CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "savepoints", nameof(DriverCapabilities.Savepoints));

    /// <summary>Makes what the open transaction sees available to other sessions, while the transaction stays open.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What <see cref="TransactionOptions.Snapshot"/> takes; not a secret.</returns>
    public virtual ValueTask<string> ExportSnapshotAsync(CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "exported snapshots", nameof(DriverCapabilities.Snapshots));

    /// <summary>Splits a table or a query within the open transaction, which reads only and has read nothing yet.</summary>
    /// <param name="request">What is split, and into how many.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The partitions, which together hold each row that the transaction sees exactly once.</returns>
    /// <remarks>The transaction has to stay open until each partition has begun to be read: it holds the snapshot, and keeps others from moving the rows.</remarks>
    /// <exception cref="QuarryException">The table or the key cannot be split (User); the message says what to do.</exception>
    public virtual ValueTask<PartitionSet> PartitionAsync(PartitionRequest request, CancellationToken cancellationToken)
        => throw Throw.NotSupported(this, "partitions", nameof(DriverCapabilities.Partitions));

    /// <summary>Reads a set of metadata by other means than a query.</summary>
    /// <param name="set">Which set; the result has the columns that <see cref="CatalogSet"/> states.</param>
    /// <param name="schema">The schema, or null for all.</param>
    /// <param name="table">The table, or null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The rows; null, the default, if <see cref="Dialect.CatalogSql"/> has the query for it.</returns>
    public virtual ValueTask<ResultReader?> ReadCatalogAsync(CatalogSet set, string? schema, string? table, CancellationToken cancellationToken) => default;

    /// <summary>Asks the server to end the running statement. Safe from any thread and at any time, also when nothing runs; returns at once.</summary>
    public virtual void Cancel()
    {
    }

    /// <summary>Brings the session back to the state of a new one: no transaction, temporary objects, settings, locks or open results of its last user.</summary>
    /// <remarks>Statements prepared by <see cref="PrepareAsync(QueryPlan, CancellationToken)"/> may live on; those that do not say so by
    /// <see cref="PreparedStatement.IsUsable"/>. A driver may send the reset and read its answer with the next call, which then reports its failure.</remarks>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="QuarryException">It cannot be brought back (Server): it has to be closed, which the pool does.</exception>
    public abstract ValueTask ResetAsync(CancellationToken cancellationToken);

    /// <summary>Asks the server for a sign of life.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public abstract ValueTask PingAsync(CancellationToken cancellationToken);

    /// <summary>Closes the session. Never throws; open results end.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>The synchronous twin of <see cref="DisposeAsync"/>.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the session; the default waits for <see cref="DisposeAsync"/>.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
