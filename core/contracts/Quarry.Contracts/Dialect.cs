using System.Data;
using System.Text;

namespace Quarry.Contracts;

/// <summary>How a database writes SQL. Text in, text out: it opens nothing and holds no state. Safe from any thread.</summary>
/// <remarks>A method that returns null says that the database has no such thing.</remarks>
public abstract class Dialect
{
    /// <summary>How its SQL is cut into words.</summary>
    public abstract SqlLexicon Lexicon { get; }

    /// <summary>The marker that the database expects for a parameter.</summary>
    /// <param name="position">1 for the first.</param>
    public abstract string ParameterMarker(int position);

    /// <summary>An identifier, quoted so that it means exactly this name.</summary>
    /// <param name="name">The name, 1 or more characters, no NUL.</param>
    public virtual string QuoteIdentifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("An identifier cannot hold a NUL character.", nameof(name));
        }

        char open = Lexicon.IdentifierQuotes[0];
        char close = open == '[' ? ']' : open;
        return open + name.Replace(close.ToString(), new string(close, 2), StringComparison.Ordinal) + close;
    }

    /// <summary>A table's name, each part quoted.</summary>
    /// <param name="table">The table.</param>
    public virtual string QuoteTable(TableName table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder();
        foreach (string part in (ReadOnlySpan<string>)[table.Catalog, table.Schema])
        {
            if (part.Length > 0)
            {
                text.Append(QuoteIdentifier(part)).Append('.');
            }
        }

        return text.Append(QuoteIdentifier(table.Name)).ToString();
    }

    /// <summary>A query that returns the first rows of another, which the caller asked for.</summary>
    /// <param name="sql">A SELECT without a trailing semicolon.</param>
    /// <param name="rows">0 or more.</param>
    public virtual string? Limit(string sql, long rows) => null;

    /// <summary>The statements that begin a transaction as asked, in order; empty if a transaction begins by itself.</summary>
    /// <param name="options">Isolation and access.</param>
    /// <returns>Null if the database cannot do what is asked.</returns>
    public virtual IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options is { Isolation: IsolationLevel.Unspecified, ReadOnly: false, Snapshot: "" } ? ["BEGIN"] : null;
    }

    /// <summary>The statement that sets a savepoint.</summary>
    /// <param name="name">Its name, unquoted.</param>
    public virtual string? Savepoint(string name) => $"SAVEPOINT {QuoteIdentifier(name)}";

    /// <summary>The statement that returns to a savepoint.</summary>
    /// <param name="name">Its name, unquoted.</param>
    public virtual string? RollbackTo(string name) => $"ROLLBACK TO SAVEPOINT {QuoteIdentifier(name)}";

    /// <summary>The statement that forgets a savepoint, or null where it ends with the transaction only.</summary>
    /// <param name="name">Its name, unquoted.</param>
    public virtual string? ReleaseSavepoint(string name) => $"RELEASE SAVEPOINT {QuoteIdentifier(name)}";

    /// <summary>A statement that inserts a row or, if its key exists, updates the other columns (or leaves the row, if there are none).</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">All columns, in the order of the parameters.</param>
    /// <param name="keys">Those of them that are the key; one or more.</param>
    public virtual string? Upsert(TableName table, IReadOnlyList<string> columns, IReadOnlyList<string> keys) => null;

    /// <summary>How many rows one <c>INSERT … VALUES (…), (…)</c> with a marker for each value may hold. A transport whose driver sends one row at a time writes by
    /// such statements.</summary>
    /// <param name="columns">Values per row, 1 or more.</param>
    /// <returns>1 where the database takes one row only.</returns>
    public virtual int MaxRowsPerInsert(int columns) => 1;

    /// <summary>A data-changing statement that returns columns of the rows it changed.</summary>
    /// <param name="sql">An INSERT, UPDATE or DELETE without a trailing semicolon.</param>
    /// <param name="columns">The columns, unquoted; none means all.</param>
    public virtual string? Returning(string sql, IReadOnlyList<string> columns) => null;

    /// <summary>The query that reads a set of metadata. It returns the columns that <see cref="CatalogSet"/> states and takes two parameters, in
    /// the form of <see cref="ParameterMarker"/>: schema and table, each NULL for all.</summary>
    /// <param name="set">Which set.</param>
    public virtual string? CatalogSql(CatalogSet set) => null;

    /// <summary>The query that finds the table that a name means to the session, by the way in which the session looks up names: the columns of
    /// <see cref="CatalogSet.Tables"/>, one row, or none if there is no such table. Parameters as in <see cref="CatalogSql"/>; the table is always given,
    /// the schema is NULL for a name without one and may be <see cref="TemporarySchema"/>.</summary>
    /// <remarks>Without it names that have no schema are not looked up before a write.</remarks>
    public virtual string? FindTableSql => null;

    /// <summary>The query whose one value names what the database holds at this moment, so that parts of a table read by <see cref="Partition"/> are of one
    /// state; null where SQL cannot name it.</summary>
    public virtual string? SnapshotSql => null;

    /// <summary>Splits a table or a query by SQL alone, for sessions that know no better way.</summary>
    /// <param name="request">What is split.</param>
    /// <param name="snapshot">The value of <see cref="SnapshotSql"/>, or "" where there is none.</param>
    /// <returns>The parts, in which each row stands once as long as nobody writes (or for ever, where they name a snapshot); null if it cannot be split so.</returns>
    public virtual PartitionSet? Partition(PartitionRequest request, string snapshot) => null;

    /// <summary>The schema in which a table is the session's own and ends with it, unquoted: what is created there is temporary.</summary>
    public virtual string? TemporarySchema => null;

    /// <summary>Tells which names mean the same column of a table; the default tells by each character.</summary>
    public virtual StringComparer NameComparer => StringComparer.Ordinal;

    /// <summary>The statement that drops a table, and does nothing if there is none of that name.</summary>
    /// <param name="table">Its name.</param>
    public virtual string? DropTable(TableName table) => $"DROP TABLE IF EXISTS {QuoteTable(table)}";

    /// <summary>What an error of the server means where its SQLSTATE alone does not tell.</summary>
    /// <param name="sqlState">The SQLSTATE, or "".</param>
    /// <param name="vendorCode">The vendor's number, or 0.</param>
    /// <returns>Null to leave it to the SQLSTATE.</returns>
    public virtual ErrorClass? Classify(string sqlState, int vendorCode) => null;

    /// <summary>Why the database would not give a table or a column exactly this name, such as <c>it has 130 characters, and SQL Server takes 128</c>; null if it would.</summary>
    /// <param name="name">The name, unquoted.</param>
    public virtual string? WhyNotName(string name) => null;

    /// <summary>A table for batches of a schema.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="types">The driver's type map.</param>
    /// <exception cref="QuarryException">A column's type has no exact native type, or the database does not take a name (User); the message names it.</exception>
    public virtual string CreateTable(TableName table, Schema schema, TypeMap types)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(table);
        foreach (string name in schema.Columns.Select(column => column.Name).Prepend(table.Name))
        {
            if (WhyNotName(name) is { } reason)
            {
                throw Throw.NameNotTaken(name, reason);
            }
        }

        IEnumerable<string> columns = schema.Columns.Select(column =>
            $"{QuoteIdentifier(column.Name)} {types.ToDdl(column.Type) ?? throw Throw.NoExactNativeType(column)}{(column.IsNullable ? "" : " NOT NULL")}");
        return $"CREATE TABLE {QuoteTable(table)} ({string.Join(", ", columns)})";
    }
}
