using System.Data;
using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Catalog;

namespace Quarry.Plugins.PostgreSql;

/// <summary>How PostgreSQL writes SQL. Source: https://www.postgresql.org/docs/current/sql-syntax-lexical.html and sql-commands.html.</summary>
public sealed class PostgreSqlDialect : Dialect
{
    // NAMEDATALEN is 64, and a NUL ends the name.
    private const int MaxNameBytes = 63;
    private const int MostRowsPerInsert = 1000;
    private const int MostValuesPerInsert = 6000;

    /// <inheritdoc/>
    public override SqlLexicon Lexicon { get; } = new()
    {
        EscapeStrings = true,
        DollarQuotes = true,
        NestedComments = true,
        QuestionMarkIsOperator = true,
        DollarNumbers = true,
    };

    /// <inheritdoc/>
    public override string ParameterMarker(int position) => string.Create(CultureInfo.InvariantCulture, $"${position}");

    /// <summary>Puts the query into one that is limited: a query may have a LIMIT or FETCH FIRST of its own, and PostgreSQL keeps repeated column names.</summary>
    /// <param name="sql">A SELECT without a trailing semicolon.</param>
    /// <param name="rows">0 or more.</param>
    public override string? Limit(string sql, long rows)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        // On a line of its own: the query may end in a comment.
        return string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM ({sql}\n) AS q LIMIT {rows}");
    }

    /// <summary>PostgreSQL has READ COMMITTED, REPEATABLE READ (which is a snapshot) and SERIALIZABLE; it runs READ UNCOMMITTED as READ COMMITTED, so that is
    /// refused (https://www.postgresql.org/docs/current/transaction-iso.html). DEFERRABLE has a meaning only with SERIALIZABLE READ ONLY
    /// (https://www.postgresql.org/docs/current/sql-set-transaction.html) and is refused without. The lock timeout ends with the transaction.
    /// A snapshot of another session needs an isolation that keeps to one (https://www.postgresql.org/docs/current/sql-set-transaction.html).</summary>
    /// <param name="options">Isolation, access and limits.</param>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string? isolation = options.Isolation switch
        {
            IsolationLevel.Unspecified => "",
            IsolationLevel.ReadCommitted => " ISOLATION LEVEL READ COMMITTED",
            IsolationLevel.RepeatableRead or IsolationLevel.Snapshot => " ISOLATION LEVEL REPEATABLE READ",
            IsolationLevel.Serializable => " ISOLATION LEVEL SERIALIZABLE",
            _ => null,
        };
        if (isolation is null || (options.Deferrable && options is not { Isolation: IsolationLevel.Serializable, ReadOnly: true }))
        {
            return null;
        }

        if (options.Snapshot.Length > 0 && options.Isolation is not (IsolationLevel.RepeatableRead or IsolationLevel.Snapshot or IsolationLevel.Serializable))
        {
            return null;
        }

        string begin = $"BEGIN{isolation}{(options.ReadOnly ? " READ ONLY" : "")}{(options.Deferrable ? " DEFERRABLE" : "")}";
        // The snapshot comes before anything that would take one of its own.
        return
        [
            begin,
            .. options.Snapshot.Length > 0 ? (IEnumerable<string>)[$"SET TRANSACTION SNAPSHOT {Literal(options.Snapshot)}"] : [],
            .. options.LockTimeout is { } limit
                ? (IEnumerable<string>)[string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(int)Math.Ceiling(limit.TotalMilliseconds)}")]
                : [],
        ];
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

    /// <inheritdoc/>
    public override string? Returning(string sql, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return $"{sql}\nRETURNING {(columns.Count == 0 ? "*" : List(columns))}";
    }

    /// <summary>A statement takes 65535 values (https://www.postgresql.org/docs/current/limits.html); more than some thousands gain nothing.</summary>
    /// <param name="columns">Values per row.</param>
    public override int MaxRowsPerInsert(int columns) => Math.Clamp(MostValuesPerInsert / columns, 1, MostRowsPerInsert);

    /// <inheritdoc/>
    public override string? CatalogSql(CatalogSet set) => CatalogQueries.Of(set);

    /// <inheritdoc/>
    public override string? FindTableSql => CatalogQueries.FindTable;

    /// <summary>PostgreSQL cuts longer names without an error (https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS).</summary>
    /// <param name="name">The name, unquoted.</param>
    public override string? WhyNotName(string name)
    {
        int bytes = Encoding.UTF8.GetByteCount(name);
        return bytes <= MaxNameBytes ? null : string.Create(CultureInfo.InvariantCulture, $"it has {bytes} bytes of UTF-8, and PostgreSQL cuts it to {MaxNameBytes}");
    }

    /// <summary>The alias of the session's own schema (https://www.postgresql.org/docs/current/runtime-config-client.html, search_path).</summary>
    public override string? TemporarySchema => "pg_temp";

    // An E'' string means the same whatever standard_conforming_strings is.
    private static string Literal(string text)
        => $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private string List(IEnumerable<string> names) => string.Join(", ", names.Select(QuoteIdentifier));
}
