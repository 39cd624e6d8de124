using System.Data;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Catalog;

namespace Quarry.Plugins.Sqlite;

/// <summary>How SQLite writes SQL.</summary>
public sealed class SqliteDialect : Dialect
{
    /// <inheritdoc/>
    public override SqlLexicon Lexicon { get; } = new() { IdentifierQuotes = "\"`[", ParameterPrefixes = "@:$", BlocksHoldSemicolons = true };

    /// <inheritdoc/>
    public override string ParameterMarker(int position) => string.Create(CultureInfo.InvariantCulture, $"?{position}");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name has a catalog; the databases of a session are its schemas.</exception>
    public override string QuoteTable(TableName table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Catalog.Length == 0 ? base.QuoteTable(table)
            : throw new ArgumentException("SQLite has no catalogs. Name an attached database (main, temp or another) as the schema.", nameof(table));
    }

    /// <summary>Appends LIMIT, or puts it around a query that may have one. Around it repeated column names would change, so that is the second choice.</summary>
    /// <param name="sql">A SELECT without a trailing semicolon.</param>
    /// <param name="rows">0 or more.</param>
    public override string? Limit(string sql, long rows)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        // On a line of its own: the query may end in a comment.
        return sql.Contains("limit", StringComparison.OrdinalIgnoreCase)
            ? string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM ({sql}\n) LIMIT {rows}")
            : string.Create(CultureInfo.InvariantCulture, $"{sql}\nLIMIT {rows}");
    }

    /// <summary>IMMEDIATE takes the write lock at once, so that the transaction waits at its beginning and not, where SQLite refuses to wait,
    /// between a read and a write. A transaction that only reads is DEFERRED and blocks no writer in WAL mode.</summary>
    /// <param name="options">Isolation Unspecified or Serializable: SQLite has no other (https://www.sqlite.org/isolation.html), and nothing to defer.
    /// The lock timeout is the session's part: no statement sets it for one transaction.</param>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Deferrable || options.Snapshot.Length > 0 || options.Isolation is not (IsolationLevel.Unspecified or IsolationLevel.Serializable) ? null
            : options.ReadOnly ? ["BEGIN DEFERRED", "PRAGMA query_only = ON"]
            : ["BEGIN IMMEDIATE"];
    }

    /// <inheritdoc/>
    public override string? Upsert(TableName table, IReadOnlyList<string> columns, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keys);
        IEnumerable<string> updates = columns.Except(keys, StringComparer.Ordinal).Select(column => $"{QuoteIdentifier(column)} = excluded.{QuoteIdentifier(column)}");
        string action = string.Join(", ", updates) is { Length: > 0 } set ? $"UPDATE SET {set}" : "NOTHING";
        return $"INSERT INTO {QuoteTable(table)} ({List(columns)}) VALUES ({string.Join(", ", columns.Select((_, index) => ParameterMarker(index + 1)))}) "
            + $"ON CONFLICT ({List(keys)}) DO {action}";
    }

    /// <summary>A statement takes 32 766 values since SQLite 3.32, 999 before (https://www.sqlite.org/limits.html#max_variable_number). More than 100 rows gain nothing.</summary>
    /// <param name="columns">Values per row.</param>
    public override int MaxRowsPerInsert(int columns) => Math.Clamp(999 / columns, 1, 100);

    /// <inheritdoc/>
    public override string? Returning(string sql, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return $"{sql}\nRETURNING {(columns.Count == 0 ? "*" : List(columns))}";
    }

    /// <inheritdoc/>
    public override string? CatalogSql(CatalogSet set) => CatalogQueries.Of(set);

    /// <inheritdoc/>
    public override string? FindTableSql => CatalogQueries.FindTable;

    /// <inheritdoc/>
    public override string? TemporarySchema => "temp";

    /// <summary>Letters of ASCII compare without case, others with it.</summary>
    public override StringComparer NameComparer => Names.Comparer;

    private string List(IEnumerable<string> names) => string.Join(", ", names.Select(QuoteIdentifier));
}
