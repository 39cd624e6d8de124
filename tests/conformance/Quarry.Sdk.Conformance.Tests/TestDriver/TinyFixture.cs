using System.Data;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

internal sealed class TinyFixture(TinySettings settings) : DriverFixture
{
    public override Driver Driver { get; } = new TinyDriver(settings);

    public override Target Target { get; } = new() { Scheme = "tiny", Path = "scratch" };

    public override Target? BadTarget { get; } = new() { Scheme = "tiny" };

    public override string BrokenSql => "SELECT 1 FROM FROM x";

    public override int BrokenSqlPosition => 20;

    public override string? SlowSql => "SLEEP 2500";

    public override string? FailsAfterRowsSql => "FAIL AFTER 3";

    public override string? NoColumnsSql => "SELECT NOTHING";

    public override OutputParameterCall? OutputParameters => new()
    {
        Sql = "CALL INCREMENT(?, ?)",
        Parameters = () => [new(LogicalType.Int64, 41L), new(LogicalType.Int64, null) { Direction = ParameterDirection.Output }],
        Expected = [42L],
    };

    public override IReadOnlyList<QueryPlan> RuleSamples => [new() { Sql = "SELECT 1  " }];

    public override string? CreateTemporaryTable(TableName table, string column)
        => $"CREATE TEMP TABLE {Driver.Dialect.QuoteTable(table)} ({Driver.Dialect.QuoteIdentifier(column)} int64)";
}
