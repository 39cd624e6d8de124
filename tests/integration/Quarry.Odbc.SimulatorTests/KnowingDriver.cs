using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>A plugin's driver without a session of its own: what it knows of errors, transactions, facts and parts is honoured by the transport.</summary>
[Driver("knowing", Name = "Knowing", Schemes = ["knowing"], DbmsNames = ["Quarry?im"])]
internal sealed class KnowingDriver(Driver types) : Driver
{
    public override TypeMap Types => types.Types;

    public override Dialect Dialect { get; } = new KnowingDialect();

    public override OdbcProfile Odbc { get; } = new KnowingProfile();

    public override DriverCapabilities Describe(ServerInfo server) => types.Describe(server) with
    {
        LockTimeout = Capability.Yes("https://example.com"),
        Partitions = Capability.Yes("https://example.com"),
        PartitionConsistency = PartitionConsistency.Shared,
    };

    private sealed class KnowingDialect : Dialect
    {
        public override SqlLexicon Lexicon => SqlLexicon.Standard;

        public override string ParameterMarker(int position) => "?";

        public override string? SnapshotSql => "result | scn decimal(38,0) 1234567890123456789";

        public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options) => [];

        public override int MaxRowsPerInsert(int columns) => 100;

        public override string? Savepoint(string name) => null;

        public override ErrorClass? Classify(string sqlState, int vendorCode) => vendorCode switch
        {
            1205 => new() { Kind = ErrorKind.Server, IsTransient = true, EndsTransaction = true },
            2627 => new() { Kind = ErrorKind.User },
            _ => null,
        };

        public override PartitionSet? Partition(PartitionRequest request, string snapshot)
            => request.Table is null ? null : new() { Method = "test", Snapshot = "", Partitions = [new() { Sql = $"rows {request.Table.Name} {snapshot}", Rows = "all" }] };
    }

    private sealed class KnowingProfile : OdbcProfile
    {
        public override IReadOnlyList<string> Drivers => ["*"];

        public override string? FactsSql => "result | edition varchar(20) \"Sim ü\" | nothing varchar(20) null | number integer 7";

        public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => throw new InvalidOperationException("asked without the driver's name");

        public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target, string odbcDriver) => [new("Asked", odbcDriver)];

        public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
            => options.LockTimeout is { } limit ? [$"SET LOCK_TIMEOUT {limit.TotalMilliseconds}"] : null;

        public override IReadOnlyList<string> EndTransaction(TransactionOptions options) => options.LockTimeout is null ? [] : ["SET LOCK_TIMEOUT -1"];
    }
}
