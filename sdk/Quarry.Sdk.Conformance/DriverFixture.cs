using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance;

/// <summary>What the conformance kit must know of a driver that the driver itself does not say. Derive one class per driver.</summary>
/// <remarks>
/// The three abstract members suffice where SQL is standard; every other member has a default that fits a database with standard SQL.
/// A fixture serves one run at a time. It owns the scratch database and removes it in <see cref="DisposeAsync"/>.
/// </remarks>
public abstract class DriverFixture : IAsyncDisposable
{
    private readonly string _run = Guid.NewGuid().ToString("n")[..8];
    private int _tables;

    /// <summary>The driver under test, the same at every call.</summary>
    public abstract Driver Driver { get; }

    /// <summary>A database in which tables may be created and dropped.</summary>
    public abstract Target Target { get; }

    /// <summary>A target that the driver knows but cannot open (missing file, wrong database name), or null if there is none.</summary>
    public abstract Target? BadTarget { get; }

    /// <summary>What opens the target, or null if it needs nothing. The kit lends it and revokes it when the session is open.</summary>
    public virtual Credential? Credential => null;

    /// <summary>True if a second session on <see cref="Target"/> sees what the first committed; false for a database that lives in its session.</summary>
    public virtual bool SessionsShareData => Driver.MaxSessions(Target) > 1;

    /// <summary>The types that the database stores; the default is those of the kit's samples for which the type map has a native type.</summary>
    public virtual IReadOnlyList<LogicalType> Types => [.. SampleTypes.All.Where(type => Driver.Types.ToDdl(type) is not null)];

    /// <summary>The logical type with which a column is read that was created for another; the default is the same.</summary>
    /// <param name="stored">The type that the table was created with.</param>
    public virtual LogicalType ReadType(LogicalType stored) => stored;

    /// <summary>The value that is read back for one that was written; the default is the same. State here what the database is documented to change.</summary>
    /// <param name="stored">The type that the table was created with.</param>
    /// <param name="value">The value written, in the form that <see cref="Parameter"/> states.</param>
    /// <returns>Null where the database keeps NULL instead.</returns>
    public virtual object? ReadValue(LogicalType stored, object value) => value;

    /// <summary>False for values of a type that the database is documented not to store, such as a year before 1753.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value, in the form that <see cref="Parameter"/> states.</param>
    public virtual bool CanHold(LogicalType type, object value) => true;

    /// <summary>What the database says of a column that was declared with this DDL type; the default puts the whole text into the type's name.</summary>
    /// <param name="ddl">A text that <see cref="TypeMap.ToDdl"/> returned.</param>
    public virtual NativeColumn DescribeDdl(string ddl) => new() { TypeName = ddl };

    /// <summary>A table name that nobody has used.</summary>
    public virtual TableName NewTable() => new() { Name = $"qc_{_run}_{Interlocked.Increment(ref _tables)}" };

    /// <summary>True if the driver knows every option of a target; false where another program's options go through it.</summary>
    public virtual bool KnowsAllOptions => true;

    /// <summary>False for a name that the database is documented not to give a table, such as one that ends in a space; the default asks <see cref="Dialect.WhyNotName"/>.</summary>
    /// <param name="name">The name.</param>
    public virtual bool CanName(string name) => Driver.Dialect.WhyNotName(name) is null;

    /// <summary>False for a name that the database is documented not to give a savepoint; the default is what it gives a table.</summary>
    /// <param name="name">The name.</param>
    public virtual bool CanSave(string name) => CanName(name);

    /// <summary>A query of one row; the default is SELECT without FROM.</summary>
    /// <param name="expressions">What stands after SELECT.</param>
    public virtual string Select(string expressions) => $"SELECT {expressions}";

    /// <summary>A text that is no SQL.</summary>
    public virtual string BrokenSql => Select("1 1 1 FROM FROM");

    /// <summary>Where the error in <see cref="BrokenSql"/> lies, a 1-based character index; 0 if the driver reports no positions.</summary>
    public virtual int BrokenSqlPosition => 0;

    /// <summary>A statement that runs for 2 to 30 seconds unless it is cancelled. Without one, a claim of cancellation cannot be proven and fails.</summary>
    public virtual string? SlowSql => null;

    /// <summary>A query that returns at least two rows and then fails, or null if there is none.</summary>
    public virtual string? FailsAfterRowsSql => null;

    /// <summary>Two queries in one text that return 1 and 2.</summary>
    public virtual string TwoResultsSql => $"{Select("1")}; {Select("2")}";

    /// <summary>A call that sets output parameters. Without one, a claim of output parameters cannot be proven and fails.</summary>
    public virtual OutputParameterCall? OutputParameters => null;

    /// <summary>A query that returns one or more rows without columns, or null if the database has no such thing.</summary>
    public virtual string? NoColumnsSql => null;

    /// <summary>A statement that creates a temporary table that only its session sees, or null if the database has none.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="column">Its only column, of type int64.</param>
    public virtual string? CreateTemporaryTable(TableName table, string column) => null;

    /// <summary>A statement that adds a nullable column to a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column, unquoted.</param>
    /// <param name="ddl">Its native type.</param>
    public virtual string AddColumn(TableName table, string column, string ddl)
        => $"ALTER TABLE {Driver.Dialect.QuoteTable(table)} ADD COLUMN {Driver.Dialect.QuoteIdentifier(column)} {ddl}";

    /// <summary>A statement that creates a table with one integer key column and one nullable integer column that refers to another such table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">Its primary key, of type int64.</param>
    /// <param name="reference">The column that refers to the key of <paramref name="parent"/>.</param>
    /// <param name="parent">The other table, or null for a table that refers to none.</param>
    public virtual string CreateKeyedTable(TableName table, string key, string reference, TableName? parent)
    {
        Dialect dialect = Driver.Dialect;
        string integer = Driver.Types.ToDdl(LogicalType.Int64) ?? "BIGINT";
        string foreign = parent is null ? "" : $", FOREIGN KEY ({dialect.QuoteIdentifier(reference)}) REFERENCES {dialect.QuoteTable(parent)} ({dialect.QuoteIdentifier(key)})";
        return $"CREATE TABLE {dialect.QuoteTable(table)} ({dialect.QuoteIdentifier(key)} {integer} NOT NULL, {dialect.QuoteIdentifier(reference)} {integer}, "
            + $"PRIMARY KEY ({dialect.QuoteIdentifier(key)}){foreign})";
    }

    /// <summary>A statement that creates a unique index.</summary>
    /// <param name="index">Its name, unquoted.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The column, unquoted.</param>
    public virtual string CreateUniqueIndex(string index, TableName table, string column)
        => $"CREATE UNIQUE INDEX {Driver.Dialect.QuoteIdentifier(index)} ON {Driver.Dialect.QuoteTable(table)} ({Driver.Dialect.QuoteIdentifier(column)})";

    /// <summary>Further plans to which the driver's optimization rules are applied, so that each of them fires at least once.</summary>
    public virtual IReadOnlyList<QueryPlan> RuleSamples => [];

    /// <summary>Opens a session; the default asks the driver.</summary>
    /// <param name="target">Where to: <see cref="Target"/>, <see cref="BadTarget"/> or a variation of them.</param>
    /// <param name="host">What the kit lends.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Null if the driver has no session of its own.</returns>
    public virtual ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
        => Driver.OpenAsync(target, host, cancellationToken);

    /// <summary>Removes the scratch database.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
