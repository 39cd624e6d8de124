using System.Collections.Concurrent;
using Quarry.Contracts;

namespace Quarry.Engine.Tests.Fakes;

/// <summary>A driver whose every answer a test can script.</summary>
[Driver("fake", Name = "Fake DB", Vendor = "Tests", Schemes = ["fake"])]
internal sealed class FakeDriver : Driver
{
    /// <summary>The SQLSTATE that says that a prepared statement has to be prepared again.</summary>
    public const string Stale = "0A000";

    private int _catalogQueries;

    public ConcurrentQueue<FakeSession> Sessions { get; } = [];

    public int Max { get; set; } = int.MaxValue;

    public DriverCapabilities Capabilities { get; set; } = new() { MultipleResults = Capability.Yes(""), OutputParameters = Capability.Yes("") };

    public List<OptimizationRule> RuleList { get; } = [];

    /// <summary>Runs before a session opens.</summary>
    public Func<DriverHost, CancellationToken, ValueTask> OnOpen { get; set; } = (_, _) => default;

    /// <summary>What each statement returns.</summary>
    public Func<QueryPlan, FakeResult[]> Script { get; set; } = _ => [new() { Batches = 1 }];

    public Func<CancellationToken, ValueTask> OnExecute { get; set; } = _ => default;

    /// <summary>Runs instead of <see cref="OnExecute"/> when a session runs a query of the catalog.</summary>
    public Func<CancellationToken, ValueTask> OnCatalogExecute { get; set; } = _ => default;

    public int CatalogQueries => Volatile.Read(ref _catalogQueries);

    public Func<CancellationToken, ValueTask> OnPrepare { get; set; } = _ => default;

    public Func<CancellationToken, ValueTask> OnExecutePrepared { get; set; } = _ => default;

    public Func<IReadOnlyList<BatchStatement>, ValueTask<IReadOnlyList<BatchResult>>> OnBatch { get; set; }
        = statements => new([.. statements.Select(statement => new BatchResult { Status = BatchStatus.Succeeded, RowsAffected = statement.Parameters.Count })]);

    /// <summary>True if a reset drops the prepared statements.</summary>
    public bool ResetForgets { get; set; }

    /// <summary>Takes what is written.</summary>
    public Func<IAsyncEnumerable<ColumnBatch>, CancellationToken, ValueTask<long>> OnWrite { get; set; } = CountAsync;

    /// <summary>The type of a column that is created.</summary>
    public Func<LogicalType, string?> OnDdl { get; set; } = _ => null;

    /// <summary>The query that finds a table.</summary>
    public string? FindTable { get; set; }

    public Func<CancellationToken, ValueTask> OnReset { get; set; } = _ => default;

    public Func<CancellationToken, ValueTask> OnPing { get; set; } = _ => default;

    public Func<CancellationToken, ValueTask> OnCommit { get; set; } = _ => default;

    public Func<CancellationToken, ValueTask> OnRollback { get; set; } = _ => default;

    public Func<ValueTask> OnUnprepare { get; set; } = () => default;

    public Func<ValueTask> OnReaderDispose { get; set; } = () => default;

    public Func<ValueTask> OnSessionDispose { get; set; } = () => default;

    public Action OnDescribe { get; set; } = () => { };

    public Action OnMax { get; set; } = () => { };

    public bool HasNativeWay { get; set; } = true;

    public OdbcProfile? Profile { get; set; }

    public override TypeMap Types => field ??= new FakeTypes(this);

    /// <summary>The query of a set of the catalog.</summary>
    public Func<CatalogSet, string?> OnCatalog { get; set; } = set => $"catalog {set}";

    public override Dialect Dialect => field ??= new FakeDialect(this);

    public override IReadOnlyList<OptimizationRule> Rules => RuleList;

    public override OdbcProfile? Odbc => Profile;

    public ValueTask ExecuteCatalogAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _catalogQueries);
        return OnCatalogExecute(cancellationToken);
    }

    /// <summary>Reads batches to their end.</summary>
    public static async ValueTask<long> CountAsync(IAsyncEnumerable<ColumnBatch> batches, CancellationToken cancellationToken)
    {
        long rows = 0;
        await foreach (ColumnBatch batch in batches.WithCancellation(cancellationToken))
        {
            rows += batch.Rows;
        }

        return rows;
    }

    public override DriverCapabilities Describe(ServerInfo server)
    {
        OnDescribe();
        return Capabilities;
    }

    public override int MaxSessions(Target target)
    {
        OnMax();
        return Max;
    }

    public override async ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        await OnOpen(host, cancellationToken);
        if (!HasNativeWay)
        {
            return null;
        }

        var session = new FakeSession(this, host.Memory);
        Sessions.Enqueue(session);
        return session;
    }

    private sealed class FakeTypes(FakeDriver driver) : TypeMap
    {
        public override string? ToDdl(LogicalType type) => driver.OnDdl(type);

        protected override LogicalType MapCore(NativeColumn column, ReadOptions options)
            => column.TypeCode == 7 ? LogicalType.Decimal128(column.Precision, column.Scale) : LogicalType.Utf8;
    }

    private sealed class FakeDialect(FakeDriver driver) : Dialect
    {
        public override string? CatalogSql(CatalogSet set) => driver.OnCatalog(set);

        public override string? FindTableSql => driver.FindTable;

        public override string? TemporarySchema => "own";

        public override SqlLexicon Lexicon => SqlLexicon.Standard;

        public override string ParameterMarker(int position) => "?";
    }
}
