using Quarry.Contracts;

namespace Quarry.Tests;

/// <summary>A driver in the application itself: every query returns the numbers 1 to 3.</summary>
[Driver("count", Name = "Counter", Schemes = ["count"])]
internal sealed class CountDriver : Driver
{
    private static readonly Schema s_schema = new([new() { Name = "n", Type = LogicalType.Int64 }]);

    private int _opened;

    public Func<CancellationToken, ValueTask> OnOpen { get; set; } = _ => default;

    public Func<CancellationToken, ValueTask> OnPing { get; set; } = _ => default;

    public int Opened => Volatile.Read(ref _opened);

    public int Max { get; set; } = int.MaxValue;

    public override int MaxSessions(Target target) => Max;

    public override TypeMap Types { get; } = new CountTypes();

    public override Dialect Dialect { get; } = new CountDialect();

    public override DriverCapabilities Describe(ServerInfo server) => new();

    public override async ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        await OnOpen(cancellationToken);
        Interlocked.Increment(ref _opened);
        return new CountSession(this, host.Memory);
    }

    private sealed class CountTypes : TypeMap
    {
        public override string? ToDdl(LogicalType type) => null;

        protected override LogicalType MapCore(NativeColumn column, ReadOptions options) => LogicalType.Utf8;
    }

    private sealed class CountDialect : Dialect
    {
        public override SqlLexicon Lexicon => SqlLexicon.Standard;

        public override string ParameterMarker(int position) => "?";
    }

    private sealed class CountSession(CountDriver driver, BatchMemory memory) : Session
    {
        public override ServerInfo Server { get; } = new() { Product = "Counter", Version = new(1, 0) };

        public override ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
            => new(new CountReader(memory));

        public override ValueTask ResetAsync(CancellationToken cancellationToken) => default;

        public override ValueTask PingAsync(CancellationToken cancellationToken) => driver.OnPing(cancellationToken);

        public override ValueTask DisposeAsync() => default;
    }

    private sealed class CountReader(BatchMemory memory) : ResultReader
    {
        private bool _read;

        public override Schema? Schema => s_schema;

        public override long RowsAffected => -1;

        public override ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
        {
            if (_read)
            {
                return default;
            }

            _read = true;
            using var builder = new BatchBuilder(s_schema, memory, BatchLimits.Default);
            ((FixedColumnBuilder<long>)builder.Columns[0]).Append([1, 2, 3]);
            builder.EndRows(3);
            return new(builder.Build());
        }

        public override ValueTask DisposeAsync() => default;
    }
}
