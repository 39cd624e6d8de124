using System.Collections.Frozen;

namespace Quarry.Contracts;

/// <summary>How a database is reached through ODBC. Data only; Quarry's ODBC transport does the work.</summary>
public abstract class OdbcProfile
{
    /// <summary>ODBC driver names to look for, best first, with <c>*</c> as wildcard, case-insensitive.</summary>
    public abstract IReadOnlyList<string> Drivers { get; }

    /// <summary>The connection-string keyword that carries the user, such as <c>UID</c>.</summary>
    public virtual string UserKeyword => "UID";

    /// <summary>The connection-string keyword that carries the password, such as <c>PWD</c>.</summary>
    public virtual string PasswordKeyword => "PWD";

    /// <summary>The connection string of a target without user and password, as keyword-value pairs in order.</summary>
    /// <param name="target">The target.</param>
    public abstract IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target);

    /// <summary>The connection string of a target without user and password for one ODBC driver, where several reach the database and differ in their keywords.</summary>
    /// <param name="target">The target.</param>
    /// <param name="odbcDriver">The name of the ODBC driver that was found, or that the caller named.</param>
    public virtual IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target, string odbcDriver) => ConnectionKeywords(target);

    /// <summary>Keywords that a connection string gets behind its own, which therefore win: what this database needs to be read exactly and as a stream.
    /// They go to targets <c>odbc:</c> and <c>dsn:</c> as well.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> DefaultKeywords => [];

    /// <summary>A column as the driver's <see cref="TypeMap"/> expects it; the default leaves it as ODBC describes it.</summary>
    /// <param name="column">What the ODBC driver says: <see cref="NativeColumn.TypeCode"/> is the SQL type code, <see cref="NativeColumn.TypeName"/> the name
    /// that the ODBC driver gives the type.</param>
    public virtual NativeColumn Describe(NativeColumn column) => column;

    /// <summary>Statements to run after connecting, in order.</summary>
    public virtual IReadOnlyList<string> ConnectStatements => [];

    /// <summary>A query of one row that is run once after connecting: each of its columns becomes an entry of <see cref="ServerInfo.Facts"/> under its name, a NULL none.
    /// A server that refuses it has none of them.</summary>
    public virtual string? FactsSql => null;

    /// <summary>Statements that bring a session back to the state of a new one, after a rollback; the connect statements follow them. Null if there are none:
    /// then a session that ran anything but queries and changes of rows is closed instead of used again.</summary>
    public virtual IReadOnlyList<string>? ResetStatements => null;

    /// <summary>A statement that every server answers.</summary>
    public virtual string PingStatement => "SELECT 1";

    /// <summary>The statements that make a transaction what is asked, sent first in one that ODBC has begun (autocommit off).</summary>
    /// <param name="options">Isolation and access.</param>
    /// <returns>Null if the database cannot do it by statements: then the isolation is set by SQL_ATTR_TXN_ISOLATION, and all else is refused.</returns>
    public virtual IReadOnlyList<string>? BeginTransaction(TransactionOptions options) => null;

    /// <summary>The statements that take back what <see cref="BeginTransaction"/> set for the session and the end of the transaction leaves, sent after it in autocommit.</summary>
    /// <param name="options">What the transaction began with.</param>
    public virtual IReadOnlyList<string> EndTransaction(TransactionOptions options) => [];

    /// <summary>The marker of a parameter of a type, for ODBC drivers that do not tell the server which type a value has; it holds one <c>?</c>.</summary>
    /// <param name="type">The parameter's type.</param>
    public virtual string ParameterMarker(LogicalType type) => "?";

    /// <summary>Deviations of the ODBC driver that the transport allows for, by the names that Quarry.Odbc documents.</summary>
    public virtual IReadOnlyDictionary<string, string> Quirks => FrozenDictionary<string, string>.Empty;
}
