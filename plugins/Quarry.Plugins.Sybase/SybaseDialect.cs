using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Shared;
using Quarry.Plugins.Sybase.Catalog;
using Quarry.Plugins.Sybase.Errors;

namespace Quarry.Plugins.Sybase;

/// <summary>How ASE writes SQL, Transact-SQL. Source: https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36272.1570/html/commands/commands84.htm and its neighbours.</summary>
public sealed class SybaseDialect : Dialect
{
    private const char TemporaryPrefix = '#';

    /// <summary>Names stand in double quotes, which work on every version with <c>quoted_identifier</c> on (the profile sets it); brackets came with 12.5.4 and
    /// have no way to write a bracket within.</summary>
    public override SqlLexicon Lexicon { get; } = new() { IdentifierQuotes = "\"[", NestedComments = true, BlocksHoldSemicolons = true, DeclaresVariables = true };

    /// <summary>With a number, so that a value may stand in several places: ASE has no variables that a query could put it into, and takes a marker only where
    /// a column beside it tells its type (error 164). The transport writes <c>?</c>.</summary>
    /// <param name="position">1 for the first.</param>
    public override string ParameterMarker(int position) => string.Create(CultureInfo.InvariantCulture, $"?{position}");

    /// <summary>In double quotes, doubled within (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612108074.html). A
    /// temporary table's name stands as it is: a quoted one must not begin with <c>#</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">It begins with <c>#</c> and needs quotes.</exception>
    public override string QuoteIdentifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name[0] != TemporaryPrefix ? base.QuoteIdentifier(name)
            : Identifiers.IsTemporary(name) ? name
            : throw new ArgumentException("A name that begins with # is that of a temporary table and has letters, digits, _, #, @ and $ only.", nameof(name));
    }

    /// <summary>Each part quoted; a database without an owner is written <c>"db".."table"</c>.</summary>
    /// <param name="table">The table.</param>
    public override string QuoteTable(TableName table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table is { Catalog.Length: > 0, Schema.Length: 0 } ? $"{QuoteIdentifier(table.Catalog)}..{QuoteIdentifier(table.Name)}" : base.QuoteTable(table);
    }

    /// <summary>TOP without parentheses
    /// (https://infocenter.sybase.com/help/topic/com.sybase.help.doc.ase_docs_12.5.3.newfeatures1253_rev/html/newfeatures1253_rev/newfeatures1253_rev11.htm).</summary>
    /// <param name="sql">A SELECT without a trailing semicolon.</param>
    /// <param name="rows">0 or more.</param>
    public override string? Limit(string sql, long rows)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return TopClause.Put(sql, Lexicon, rows, new(Parentheses: false, OffsetFetch: false, Most: uint.MaxValue));
    }

    /// <summary>Levels 0 to 3 (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612541323.html), set before the transaction: within one
    /// it is error 226. Tables with the locking scheme allpages have no level 2 and take 3 for it. No transaction refuses to write, and none reads a snapshot.</summary>
    /// <param name="options">Isolation and lock timeout, which is rounded up to whole seconds.</param>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return TransactionSql.Settings(options) is not { } settings ? null
            : [.. ((IEnumerable<string?>)[settings.Isolation, settings.LockTimeout, TransactionSql.Begin]).OfType<string>()];
    }

    /// <summary>SAVE TRANSACTION; its name is no delimited identifier, so that only regular names are taken
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612536963.html).</summary>
    /// <param name="name">The savepoint's name.</param>
    /// <exception cref="ArgumentException">The name is no regular identifier.</exception>
    public override string? Savepoint(string name) => $"SAVE TRANSACTION {Identifiers.Regular(name)}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name is no regular identifier.</exception>
    public override string? RollbackTo(string name) => $"ROLLBACK TRANSACTION {Identifiers.Regular(name)}";

    /// <summary>ASE forgets savepoints at the end of the transaction only.</summary>
    /// <param name="name">The savepoint's name.</param>
    public override string? ReleaseSavepoint(string name) => null;

    /// <summary>MERGE, from 15.7 on (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36272.1570/html/commands/commands84.htm). The values stand in ON, SET and
    /// VALUES, where a column tells their types: a select list takes no marker (error 164).</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">All columns, in the order of the parameters.</param>
    /// <param name="keys">The key.</param>
    public override string? Upsert(TableName table, IReadOnlyList<string> columns, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keys);
        var markers = columns.Select((column, index) => KeyValuePair.Create(column, ParameterMarker(index + 1))).ToDictionary(StringComparer.Ordinal);
        string matches = string.Join(" AND ", keys.Select(key => $"t.{QuoteIdentifier(key)} = {markers[key]}"));
        string updates = string.Join(", ", columns.Except(keys, StringComparer.Ordinal).Select(column => $"{QuoteIdentifier(column)} = {markers[column]}"));
        return $"MERGE INTO {QuoteTable(table)} AS t USING (SELECT 1 AS one) AS s ON {matches}"
            + (updates.Length > 0 ? $" WHEN MATCHED THEN UPDATE SET {updates}" : "")
            + $" WHEN NOT MATCHED THEN INSERT ({string.Join(", ", columns.Select(QuoteIdentifier))}) VALUES ({string.Join(", ", columns.Select(column => markers[column]))})";
    }

    /// <inheritdoc/>
    public override string? CatalogSql(CatalogSet set) => CatalogQueries.Of(set);

    /// <inheritdoc/>
    public override string? FindTableSql => CatalogQueries.FindTable;

    /// <summary>ASE has no DROP TABLE IF EXISTS. A temporary table is looked for by OBJECT_ID
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1572/html/blocks/blocks306.htm), another in sysobjects by its exact name, since OBJECT_ID takes a
    /// point in a name for one between owner and table. Without an owner it is the session's own table, else dbo's.</summary>
    /// <param name="table">Its name.</param>
    public override string? DropTable(TableName table)
    {
        ArgumentNullException.ThrowIfNull(table);
        string drop = $"DROP TABLE {QuoteTable(table)}";
        if (Identifiers.IsTemporary(table.Name))
        {
            return $"IF ISNULL(OBJECT_ID({Identifiers.Literal("tempdb.." + table.Name)}), OBJECT_ID({Identifiers.Literal(table.Name)})) IS NOT NULL {drop}";
        }

        string catalog = table.Catalog.Length > 0 ? QuoteIdentifier(table.Catalog) + "." : "";
        string owner = table.Schema.Length > 0 ? $"= {Identifiers.Literal(table.Schema)}" : "IN (USER_NAME(), 'dbo')";
        return $"IF EXISTS (SELECT 1 FROM {catalog}dbo.sysobjects o, {catalog}dbo.sysusers u WHERE o.uid = u.uid AND o.type = 'U' AND o.name = {Identifiers.Literal(table.Name)} "
            + $"AND u.name {owner}) {drop}";
    }

    /// <summary>Each column says NULL or NOT NULL: a column that says neither takes no NULL, unless the database has the option <c>allow nulls by default</c>
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612246860.html). bit never takes NULL
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1600/doc/html/san1393050407146.html), so that a boolean column has to be without.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="types">The driver's type map.</param>
    /// <exception cref="QuarryException">A column has no exact native type or is a boolean that may be NULL, or a name is not taken (User).</exception>
    public override string CreateTable(TableName table, Schema schema, TypeMap types)
    {
        // The contract's own checks of names and types.
        _ = base.CreateTable(table, schema, types);
        foreach (ColumnSchema column in schema.Columns)
        {
            if (column.Name[0] == TemporaryPrefix)
            {
                throw TableErrors.ColumnName(column.Name);
            }

            if (column is { IsNullable: true, Type.Kind: TypeKind.Boolean })
            {
                throw TableErrors.NullableBoolean(column.Name);
            }
        }

        IEnumerable<string> columns = schema.Columns.Select(column => $"{QuoteIdentifier(column.Name)} {types.ToDdl(column.Type)} {(column.IsNullable ? "NULL" : "NOT NULL")}");
        return $"CREATE TABLE {QuoteTable(table)} ({string.Join(", ", columns)})";
    }

    /// <inheritdoc/>
    public override ErrorClass? Classify(string sqlState, int vendorCode) => ServerErrors.Of(vendorCode);

    /// <inheritdoc/>
    public override string? WhyNotName(string name) => Identifiers.WhyNot(name);
}
