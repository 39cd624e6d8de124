using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Benchmarks.Pool;

/// <summary>A driver without a server: what takes time with it is the engine, and what the benchmark tells it to wait for.</summary>
[Driver("empty", Name = "Empty", Vendor = "Benchmarks", Schemes = ["empty"])]
internal sealed class EmptyDriver(TimeSpan connect, TimeSpan query) : Driver
{
    private int _opened;

    public int Opened => Volatile.Read(ref _opened);

    public override TypeMap Types { get; } = new NoTypes();

    public override Dialect Dialect { get; } = new StandardDialect();

    public override DriverCapabilities Describe(ServerInfo server) => new();

    public override async ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        await Task.Delay(connect, cancellationToken);
        return new EmptySession(query);
    }

    private sealed class NoTypes : TypeMap
    {
        public override string? ToDdl(LogicalType type) => null;

        protected override LogicalType MapCore(NativeColumn column, ReadOptions options) => LogicalType.Utf8;
    }

    private sealed class StandardDialect : Dialect
    {
        public override SqlLexicon Lexicon => SqlLexicon.Standard;

        public override string ParameterMarker(int position) => "?";
    }

    private sealed class EmptySession(TimeSpan query) : Session
    {
        public override ServerInfo Server { get; } = new() { Product = "Empty", Version = new(1, 0), VersionText = "1" };

        public override async ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
        {
            await Task.Delay(query, cancellationToken);
            return new EmptyReader();
        }

        public override void Cancel()
        {
        }

        public override ValueTask ResetAsync(CancellationToken cancellationToken) => default;

        public override ValueTask PingAsync(CancellationToken cancellationToken) => default;

        public override ValueTask DisposeAsync() => default;
    }

    private sealed class EmptyReader : ResultReader
    {
        public override Schema? Schema => null;

        public override long RowsAffected => 0;

        public override ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken) => default;

        public override ValueTask<bool> NextResultAsync(CancellationToken cancellationToken) => default;

        public override ValueTask DisposeAsync() => default;
    }

    internal sealed class Leases(Driver driver) : DriverSource
    {
        public override DriverLease Acquire(Target target) => new Lease(driver);
    }

    private sealed class Lease(Driver driver) : DriverLease
    {
        public override Driver Driver => driver;

        public override string Origin => "benchmark";
    }
}
