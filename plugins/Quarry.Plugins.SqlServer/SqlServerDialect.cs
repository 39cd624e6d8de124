using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Shared;
using Quarry.Plugins.SqlServer.Catalog;
using Quarry.Plugins.SqlServer.Errors;
using Quarry.Plugins.SqlServer.Sql;

namespace Quarry.Plugins.SqlServer;

/// <summary>How SQL Server writes SQL: T-SQL. Source: https://learn.microsoft.com/sql/t-sql/language-reference.</summary>
public sealed class SqlServerDialect : Dialect
{
    // sysname: https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers.
    private const int LongestName = 128;
    // https://learn.microsoft.com/sql/t-sql/language-elements/save-transaction-transact-sql
    private const int LongestSavepoint = 32;

    private const int MostRows = 1000;
    private const int MostParameters = 2098;

    private static readonly TopForm s_top = new(Parentheses: true, OffsetFetch: true, Most: long.MaxValue);

    /// <summary>Names in brackets or double quotes, comments within comments (https://learn.microsoft.com/sql/t-sql/language-elements/slash-star-comment-transact-sql).</summary>
    public override SqlLexicon Lexicon { get; } = new() { IdentifierQuotes = "[\"", NestedComments = true, BlocksHoldSemicolons = true, DeclaresVariables = true };

    /// <inheritdoc/>
    public override string ParameterMarker(int position) => string.Create(CultureInfo.InvariantCulture, $"@p{position}");

    /// <summary>A database without a schema keeps the place of the schema (https://learn.microsoft.com/sql/t-sql/language-elements/transact-sql-syntax-conventions-transact-sql#multipart-names);
    /// a table of <see cref="TemporarySchema"/> is written with the <c>#</c> that makes it temporary.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="ArgumentException">A temporary table's name begins with two <c>#</c>: such a table belongs to all sessions.</exception>
    public override string QuoteTable(TableName table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Schema == TemporarySchema)
        {
            return table.Name.StartsWith("##", StringComparison.Ordinal)
                ? throw new ArgumentException("A table whose name begins with ## belongs to all sessions. Name a temporary table with one # or none.", nameof(table))
                : QuoteIdentifier(table.Name.StartsWith('#') ? table.Name : "#" + table.Name);
        }

        return table is { Catalog.Length: > 0, Schema.Length: 0 } ? $"{QuoteIdentifier(table.Catalog)}..{QuoteIdentifier(table.Name)}" : base.QuoteTable(table);
    }

    /// <summary>TOP, put behind SELECT [DISTINCT] of the query (https://learn.microsoft.com/sql/t-sql/queries/top-transact-sql); around or behind queries that set operators
    /// combine (OFFSET … FETCH: https://learn.microsoft.com/sql/t-sql/queries/select-order-by-clause-transact-sql). Null for a query with TOP, OFFSET, FOR, INTO or OPTION of its own,
    /// for several statements, and for combined queries whose columns have no names.</summary>
    /// <param name="sql">A SELECT without a trailing semicolon.</param>
    /// <param name="rows">0 or more.</param>
    public override string? Limit(string sql, long rows)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return TopClause.Put(sql, Lexicon, rows, s_top);
    }

    /// <summary>All five levels (https://learn.microsoft.com/sql/t-sql/statements/set-transaction-isolation-level-transact-sql). SNAPSHOT fails with error 3952 where the database does not
    /// allow it: fact <c>sqlserver.snapshot-isolation</c>. There are no read-only transactions, and no snapshots that sessions share.</summary>
    /// <param name="options">Isolation and the lock timeout.</param>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
        => TransactionSettings.Of(options) is { } settings ? [.. settings, "BEGIN TRANSACTION"] : null;

    /// <summary>SAVE TRANSACTION (https://learn.microsoft.com/sql/t-sql/language-elements/save-transaction-transact-sql).</summary>
    /// <remarks>It needs a transaction, and ODBC's begin only with the first statement that reads or changes a table
    /// (https://learn.microsoft.com/sql/t-sql/statements/set-implicit-transactions-transact-sql): a SELECT that returns nothing sees to that.</remarks>
    /// <param name="name">Its name, at most 32 characters.</param>
    /// <exception cref="QuarryException">The name is longer (User).</exception>
    public override string? Savepoint(string name)
        => $"DECLARE @quarry int; IF @@TRANCOUNT = 0 SELECT @quarry = object_id FROM sys.objects WHERE 1 = 0; SAVE TRANSACTION {QuoteSavepoint(name)}";

    /// <summary>ROLLBACK TRANSACTION to a savepoint (https://learn.microsoft.com/sql/t-sql/language-elements/rollback-transaction-transact-sql).</summary>
    /// <param name="name">Its name, at most 32 characters.</param>
    /// <exception cref="QuarryException">The name is longer (User).</exception>
    public override string? RollbackTo(string name) => $"ROLLBACK TRANSACTION {QuoteSavepoint(name)}";

    /// <summary>None: a savepoint ends with its transaction.</summary>
    /// <param name="name">Its name.</param>
    public override string? ReleaseSavepoint(string name) => null;

    /// <summary>MERGE WITH (HOLDLOCK), which holds the key's range from the search on: without it two sessions may both find no row, and one fails with error 2627
    /// (https://learn.microsoft.com/sql/t-sql/statements/merge-transact-sql). One statement, so that it is whole outside of a transaction too, which UPDATE and INSERT after each other are not.
    /// The semicolon belongs to it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">All columns, in the order of the parameters.</param>
    /// <param name="keys">Those of them that are the key.</param>
    public override string? Upsert(TableName table, IReadOnlyList<string> columns, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keys);
        string updates = string.Join(", ", columns.Except(keys, StringComparer.Ordinal).Select(column => $"t.{QuoteIdentifier(column)} = s.{QuoteIdentifier(column)}"));
        return $"MERGE INTO {QuoteTable(table)} WITH (HOLDLOCK) AS t "
            + $"USING (VALUES ({string.Join(", ", columns.Select((_, index) => ParameterMarker(index + 1)))})) AS s ({List(columns, "")}) "
            + $"ON {string.Join(" AND ", keys.Select(key => $"t.{QuoteIdentifier(key)} = s.{QuoteIdentifier(key)}"))} "
            + (updates.Length > 0 ? $"WHEN MATCHED THEN UPDATE SET {updates} " : "")
            + $"WHEN NOT MATCHED THEN INSERT ({List(columns, "")}) VALUES ({List(columns, "s.")});";
    }

    /// <summary>OUTPUT, at its place within the statement (https://learn.microsoft.com/sql/t-sql/queries/output-clause-transact-sql): the new row of an INSERT or UPDATE, the old one of a DELETE.
    /// Null where tokens do not tell that place. A table with triggers refuses it with error 334.</summary>
    /// <param name="sql">An INSERT, UPDATE or DELETE without a trailing semicolon.</param>
    /// <param name="columns">The columns, unquoted; none means all.</param>
    public override string? Returning(string sql, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(columns);
        return OutputClause.Put(sql, Lexicon, row => columns.Count == 0 ? row + ".*" : List(columns, row + "."));
    }

    /// <summary>1000 rows in a table value constructor, from 2008 on (https://learn.microsoft.com/sql/t-sql/queries/table-value-constructor-transact-sql), and 2100 parameters in a statement, of
    /// which preparing takes two (https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server).</summary>
    /// <param name="columns">Values per row.</param>
    public override int MaxRowsPerInsert(int columns) => Math.Clamp(MostParameters / columns, 1, MostRows);

    /// <inheritdoc/>
    public override string? CatalogSql(CatalogSet set) => CatalogQueries.Of(set);

    /// <inheritdoc/>
    public override string? FindTableSql => FoundTables.Find;

    /// <summary>A hash of the key, by CHECKSUM: see <see cref="HashPartitions"/>. The parts have nothing in common but the table: rows that are written meanwhile may be missing or come twice.</summary>
    /// <param name="request">What is split; without a key it cannot be.</param>
    /// <param name="snapshot">"": the server names no snapshot.</param>
    public override PartitionSet? Partition(PartitionRequest request, string snapshot) => HashPartitions.Of(request, this);

    /// <summary><c>#</c>, which is no schema to the server: a table's name that begins with it makes the table the session's own
    /// (https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql#temporary-tables).</summary>
    public override string? TemporarySchema => "#";

    /// <summary>Without regard to case, as in a database of the default collation. Columns of a case-sensitive database that differ in case only are refused, not mistaken.</summary>
    public override StringComparer NameComparer => StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public override ErrorClass? Classify(string sqlState, int vendorCode) => ServerErrors.Of(vendorCode);

    /// <inheritdoc/>
    public override string? WhyNotName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > LongestName ? string.Create(CultureInfo.InvariantCulture, $"it has {name.Length} characters, and SQL Server takes {LongestName}")
            : name.Contains('\0', StringComparison.Ordinal) ? "it holds a NUL character, which SQL Server does not take"
            : null;
    }

    internal string List(IEnumerable<string> names, string prefix) => string.Join(", ", names.Select(name => prefix + QuoteIdentifier(name)));

    private string QuoteSavepoint(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Length <= LongestSavepoint ? QuoteIdentifier(name) : throw NameErrors.Savepoint(name, LongestSavepoint);
    }
}
