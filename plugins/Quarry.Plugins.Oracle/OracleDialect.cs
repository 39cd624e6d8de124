using System.Data;
using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.Oracle.Catalog;
using Quarry.Plugins.Oracle.Errors;
using Quarry.Plugins.Oracle.Partitions;

namespace Quarry.Plugins.Oracle;

/// <summary>How Oracle writes SQL. Source: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/, of which the forms are those that 19c knows.</summary>
public sealed class OracleDialect : Dialect
{
    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Database-Object-Names-and-Qualifiers.html: bytes, from 12.2 on; before that 30.
    private const int MaxNameBytes = 128;

    /// <summary>Strings <c>q'[…]'</c> (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Literals.html) and PL/SQL blocks, whose semicolons end no statement.</summary>
    public override SqlLexicon Lexicon { get; } = new() { AlternativeQuotes = true, BlocksHoldSemicolons = true };

    /// <summary>Tells names apart by each character: names are always quoted, and only unquoted ones are folded to upper case
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Database-Object-Names-and-Qualifiers.html).</summary>
    public override StringComparer NameComparer => StringComparer.Ordinal;

    /// <summary><c>:1</c>, as Oracle's own interfaces have it; a number may come again, and the transport repeats its value.</summary>
    /// <param name="position">1 for the first.</param>
    public override string ParameterMarker(int position) => string.Create(CultureInfo.InvariantCulture, $":{position}");

    /// <summary>An identifier in double quotes. It cannot hold one: Oracle has no escape for it, and <c>"a""b"</c> would be a name and an alias
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Database-Object-Names-and-Qualifiers.html).</summary>
    /// <param name="name">The name, 1 or more characters, no NUL and no double quote.</param>
    public override string QuoteIdentifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.AsSpan().ContainsAny('"', '\0')
            ? throw new ArgumentException("An identifier of Oracle cannot hold a double quotation mark or a NUL character.", nameof(name))
            : $"\"{name}\"";
    }

    /// <inheritdoc/>
    public override string? WhyNotName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 ? "it is empty"
            : name.Contains('"', StringComparison.Ordinal) ? "it has a double quotation mark, for which Oracle has no escape"
            : name.Contains('\0', StringComparison.Ordinal) ? "it has a NUL character"
            : Encoding.UTF8.GetByteCount(name) is > MaxNameBytes and var bytes
                ? string.Create(CultureInfo.InvariantCulture, $"it has {bytes} bytes, and Oracle takes {MaxNameBytes} (30 before 12.2)")
            : null;
    }

    /// <summary>Puts the query, with its ORDER BY, into one that is limited by ROWNUM, which every version has
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ROWNUM-Pseudocolumn.html). Two columns of one name are ORA-00918 there.</summary>
    /// <param name="sql">A SELECT without a trailing semicolon.</param>
    /// <param name="rows">0 or more.</param>
    public override string? Limit(string sql, long rows)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        // On a line of its own: the query may end in a comment.
        return string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM ({sql}\n) WHERE ROWNUM <= {rows}");
    }

    /// <summary>Oracle has READ COMMITTED, SERIALIZABLE and READ ONLY, one of them, said by the first statement of a transaction, which else begins by itself
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/SET-TRANSACTION.html). READ ONLY reads one state, that of its begin, as SERIALIZABLE does and as
    /// a snapshot is: it is what either becomes together with it, and it is refused beside READ COMMITTED. There is no limit to the wait for locks.</summary>
    /// <param name="options">Isolation and access.</param>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options is { Snapshot: "", Deferrable: false, LockTimeout: null }
            ? (options.Isolation, options.ReadOnly) switch
            {
                (IsolationLevel.Unspecified, false) => [],
                (IsolationLevel.ReadCommitted, false) => ["SET TRANSACTION ISOLATION LEVEL READ COMMITTED"],
                (IsolationLevel.Serializable, false) => ["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"],
                (IsolationLevel.Unspecified or IsolationLevel.Serializable or IsolationLevel.Snapshot, true) => ["SET TRANSACTION READ ONLY"],
                _ => null,
            }
            : null;
    }

    /// <summary>Null: a savepoint ends with the transaction (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/SAVEPOINT.html).</summary>
    /// <param name="name">Its name.</param>
    public override string? ReleaseSavepoint(string name) => null;

    /// <summary>A MERGE of one row (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/MERGE.html). A key cannot be a LOB, and a value beyond 4000 bytes is
    /// ORA-01461.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">All columns, in the order of the parameters.</param>
    /// <param name="keys">Those of them that are the key.</param>
    public override string? Upsert(TableName table, IReadOnlyList<string> columns, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keys);
        string source = string.Join(", ", columns.Select((column, index) => $"{ParameterMarker(index + 1)} AS {QuoteIdentifier(column)}"));
        string match = string.Join(" AND ", keys.Select(Equal));
        string set = string.Join(", ", columns.Except(keys, StringComparer.Ordinal).Select(Equal));
        string update = set.Length > 0 ? $" WHEN MATCHED THEN UPDATE SET {set}" : "";
        return $"MERGE INTO {QuoteTable(table)} t USING (SELECT {source} FROM DUAL) s ON ({match}){update}"
            + $" WHEN NOT MATCHED THEN INSERT ({string.Join(", ", columns.Select(QuoteIdentifier))}) VALUES ({string.Join(", ", columns.Select(column => $"s.{QuoteIdentifier(column)}"))})";

        string Equal(string column) => $"t.{QuoteIdentifier(column)} = s.{QuoteIdentifier(column)}";
    }

    /// <summary>Null: RETURNING … INTO writes into parameters, not into a result
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/INSERT.html, returning_clause).</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="columns">The columns.</param>
    public override string? Returning(string sql, IReadOnlyList<string> columns) => null;

    /// <inheritdoc/>
    public override string? CatalogSql(CatalogSet set) => CatalogQueries.Of(set);

    /// <inheritdoc/>
    public override string? FindTableSql => TableSearch.Sql;

    /// <summary>Null: a temporary table is defined once, for all sessions, in a schema
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/CREATE-TABLE.html, GLOBAL TEMPORARY); a private one (18c) has a name with a prefix instead.</summary>
    public override string? TemporarySchema => null;

    /// <summary>A block that lets ORA-00942 pass, since DROP TABLE has no IF EXISTS before 23
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/lnpls/EXECUTE-IMMEDIATE-statement.html). What is dropped goes to the recycle bin, where there is one.</summary>
    /// <param name="table">Its name.</param>
    public override string? DropTable(TableName table)
    {
        string drop = $"DROP TABLE {QuoteTable(table)}".Replace("'", "''", StringComparison.Ordinal);
        return $"BEGIN EXECUTE IMMEDIATE '{drop}'; EXCEPTION WHEN OTHERS THEN IF SQLCODE <> -942 THEN RAISE; END IF; END;";
    }

    /// <inheritdoc/>
    public override ErrorClass? Classify(string sqlState, int vendorCode) => ServerErrors.Of(vendorCode);

    /// <summary>The system change number of this moment. The user needs EXECUTE on the package
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/arpls/DBMS_FLASHBACK.html, Security Model).</summary>
    public override string? SnapshotSql => "SELECT TO_CHAR(SYS.DBMS_FLASHBACK.GET_SYSTEM_CHANGE_NUMBER) FROM DUAL";

    /// <summary>Rows are told apart by the hash of where they lie, or of a key (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ORA_HASH.html), of the state
    /// that the number names (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/SELECT.html, flashback_query_clause, which needs the privilege FLASHBACK).
    /// AS OF belongs to a table, so that a query is split of a state only if it reads one table and has no subquery.</summary>
    /// <param name="request">What is split.</param>
    /// <param name="snapshot">The value of <see cref="SnapshotSql"/>, or "".</param>
    /// <exception cref="ArgumentException">The snapshot is no number.</exception>
    public override PartitionSet? Partition(PartitionRequest request, string snapshot) => HashPartitions.Of(this, request, snapshot);
}
