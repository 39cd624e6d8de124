using Quarry.Contracts;

namespace Quarry.Engine.Tests.Fakes;

/// <summary>A scripted session that notices when it is called by two at a time or after its end.</summary>
internal sealed class FakeSession(FakeDriver driver, BatchMemory memory) : Session
{
    private int _inside;

    public FakeDriver Driver => driver;

    public BatchMemory Memory => memory;

    public List<string> Calls { get; } = [];

    public QueryPlan? LastPlan { get; private set; }

    public IReadOnlyList<Parameter> LastParameters { get; private set; } = [];

    public int BatchesRead { get; set; }

    public int ReadersOpen { get; set; }

    public int Resets { get; private set; }

    public bool IsDisposed { get; private set; }

    public int Violations { get; private set; }

    public override ServerInfo Server { get; } = new() { Product = "FakeServer", Version = new(3, 1), VersionText = "3.1 fake" };

    public override async ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        using Call call = Enter("execute");
        (LastPlan, LastParameters) = (plan, parameters);
        await (plan.Sql.StartsWith("catalog ", StringComparison.Ordinal) ? driver.ExecuteCatalogAsync(cancellationToken) : driver.OnExecute(cancellationToken));
        ReadersOpen++;
        return new FakeReader(this, driver.Script(plan));
    }

    public override async ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, CancellationToken cancellationToken)
    {
        using Call call = Enter("prepare");
        await driver.OnPrepare(cancellationToken);
        return new FakePrepared(this, plan);
    }

    public override ValueTask<IReadOnlyList<BatchResult>> ExecuteBatchAsync(IReadOnlyList<BatchStatement> statements, BatchMode mode, CancellationToken cancellationToken)
    {
        using Call call = Enter($"batch {mode} {statements.Count}");
        return driver.OnBatch(statements);
    }

    public override async ValueTask<long> WriteAsync(BulkWriteRequest request, IAsyncEnumerable<ColumnBatch> batches, CancellationToken cancellationToken)
    {
        using Call call = Enter($"write {request.Table.Schema}.{request.Table.Name}");
        return await driver.OnWrite(batches, cancellationToken);
    }

    public override ValueTask BeginAsync(TransactionOptions options, CancellationToken cancellationToken)
    {
        using Call call = Enter("begin");
        return default;
    }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        using Call call = Enter("commit");
        await driver.OnCommit(cancellationToken);
    }

    public override async ValueTask RollbackAsync(CancellationToken cancellationToken)
    {
        using Call call = Enter("rollback");
        await driver.OnRollback(cancellationToken);
    }

    public override ValueTask SaveAsync(string name, CancellationToken cancellationToken) => SavepointAsync($"save {name}");

    public override ValueTask RollbackToAsync(string name, CancellationToken cancellationToken) => SavepointAsync($"rollback to {name}");

    public override ValueTask ReleaseAsync(string name, CancellationToken cancellationToken) => SavepointAsync($"release {name}");

    private ValueTask SavepointAsync(string call)
    {
        using Call entered = Enter(call);
        return default;
    }

    public override void Cancel()
    {
        lock (Calls)
        {
            Calls.Add("cancel");
        }
    }

    public override async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        using Call call = Enter("reset");
        Resets++;
        await driver.OnReset(cancellationToken);
    }

    public override async ValueTask PingAsync(CancellationToken cancellationToken)
    {
        using Call call = Enter("ping");
        await driver.OnPing(cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        using Call call = Enter("dispose");
        await driver.OnSessionDispose();
        Violations += ReadersOpen;
        IsDisposed = true;
    }

    public bool HasCalled(string name)
    {
        lock (Calls)
        {
            return Calls.Contains(name);
        }
    }

    public Call Enter(string? name = null)
    {
        if (Interlocked.Increment(ref _inside) != 1 || IsDisposed)
        {
            Violations++;
        }

        if (name is not null)
        {
            lock (Calls)
            {
                Calls.Add(name);
            }
        }

        return new(this);
    }

    private sealed class FakePrepared(FakeSession session, QueryPlan plan) : PreparedStatement
    {
        private readonly int _resets = session.Resets;

        public override QueryPlan Plan => plan;

        public override bool IsUsable => !session.Driver.ResetForgets || session.Resets == _resets;

        public override bool IsStale(QuarryException error) => error.SqlState == FakeDriver.Stale;

        public override async ValueTask<ResultReader> ExecuteAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
        {
            await session.Driver.OnExecutePrepared(cancellationToken);
            return await session.ExecuteAsync(plan, parameters, cancellationToken);
        }

        public override ValueTask DisposeAsync()
        {
            using Call call = session.Enter("unprepare");
            return session.Driver.OnUnprepare();
        }
    }

    internal readonly struct Call(FakeSession session) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref session._inside);
    }
}
