using System.Collections.Frozen;
using Quarry.Contracts;
using Quarry.Sdk.Conformance;

namespace Quarry.Plugins.Sqlite.Conformance;

/// <summary>SQLite on a file of its own.</summary>
public sealed class SqliteFixture : DriverFixture
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("quarry-conformance-");

    public override Driver Driver { get; } = new SqliteDriver();

    public override Target Target => new()
    {
        Scheme = "sqlite",
        Path = Path.Combine(_directory.FullName, "scratch.db"),
        Options = new Dictionary<string, string> { ["mode"] = "rwc" }.ToFrozenDictionary(),
    };

    public override Target? BadTarget => new() { Scheme = "sqlite", Path = Path.Combine(_directory.FullName, "missing", "no.db") };

    /// <summary>A real without fraction is written as an integer (https://www.sqlite.org/datatype3.html, section 3), which has no negative zero.</summary>
    public override object ReadValue(LogicalType stored, object value) => value switch
    {
        0f => 0f,
        0d => 0d,
        _ => value,
    };

    public override int BrokenSqlPosition => 10;

    public override string? SlowSql => "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 500000000) SELECT count(*) FROM c";

    public override string? FailsAfterRowsSql
        => "SELECT CASE WHEN column1 < 3 THEN column1 ELSE abs(column1 - 4 - 9223372036854775807) END FROM (VALUES (1), (2), (3))";

    public override string? CreateTemporaryTable(TableName table, string column)
        => $"CREATE TEMP TABLE {Driver.Dialect.QuoteTable(table)} ({Driver.Dialect.QuoteIdentifier(column)} INTEGER)";

    public override ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return base.DisposeAsync();
    }
}
