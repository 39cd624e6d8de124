using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Shared;
using Quarry.Plugins.SqlServer.Connecting;
using Quarry.Plugins.SqlServer.Sql;
using Quarry.Plugins.SqlServer.Types;

namespace Quarry.Plugins.SqlServer;

/// <summary>How SQL Server is reached through Microsoft's ODBC driver or FreeTDS. What an ODBC driver itself needs stands in Quarry.Odbc's table of drivers.</summary>
public sealed class SqlServerOdbcProfile : OdbcProfile
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Drivers => ["ODBC Driver 18 for SQL Server", "ODBC Driver 17 for SQL Server", "ODBC Driver ?? for SQL Server", "FreeTDS"];

    /// <summary>What ODBC sets when it connects, unless a connection string or freetds.conf says otherwise, and what no value is lost with: without ANSI_WARNINGS a text that is too
    /// long is cut without a word, without the TEXTSIZE one that is read (https://learn.microsoft.com/sql/t-sql/statements/set-ansi-warnings-transact-sql, set-textsize-transact-sql).</summary>
    public override IReadOnlyList<string> ConnectStatements =>
    [
        "SET QUOTED_IDENTIFIER, ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ANSI_NULL_DFLT_ON, CONCAT_NULL_YIELDS_NULL ON",
        "SET TEXTSIZE 2147483647",
    ];

    /// <inheritdoc/>
    public override string FactsSql => Facts.Sql;

    /// <summary>None: what resets a session (temporary tables, settings, the database, application locks) is a flag of the protocol, which no statement sets
    /// (RESETCONNECTION, https://learn.microsoft.com/openspecs/windows_protocols/ms-tds).</summary>
    public override IReadOnlyList<string>? ResetStatements => null;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => ConnectionKeywords(target, Drivers[0]);

    /// <inheritdoc/>
    /// <exception cref="QuarryException">The target is malformed, an option is unknown or has a wrong value, or the ODBC driver does not know it (User).</exception>
    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target, string odbcDriver)
    {
        ArgumentNullException.ThrowIfNull(odbcDriver);
        var options = ConnectionOptions.Read(target);
        return FreeTdsKeywords.IsFreeTds(odbcDriver) ? FreeTdsKeywords.Of(options) : MicrosoftKeywords.Of(options, odbcDriver);
    }

    /// <summary>The type's name with its arguments, as the catalog writes it, whichever ODBC driver tells.</summary>
    /// <param name="column">What the ODBC driver says.</param>
    public override NativeColumn Describe(NativeColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        string name = TypeName.Of(column.TypeName).Name;
        if (!NativeTypes.IsKnown(name))
        {
            return column;
        }

        name = (name, column.TypeCode) switch
        {
            // FreeTDS calls both datetime and both money, and tells them apart by the length and the precision (src/odbc/odbc_data.c).
            ("datetime", SqlTypes.Timestamp) when column is { Length: 16, Scale: 0 } => "smalldatetime",
            ("money", SqlTypes.Decimal) when column.Precision == 10 => "smallmoney",
            _ => name,
        };
        string length = column.Length > 0 ? column.Length.ToString(CultureInfo.InvariantCulture) : "max";
        return column with
        {
            TypeName = name switch
            {
                "decimal" or "dec" or "numeric" => string.Create(CultureInfo.InvariantCulture, $"{name}({column.Precision},{column.Scale})"),
                "time" or "datetime2" or "datetimeoffset" => string.Create(CultureInfo.InvariantCulture, $"{name}({column.Scale})"),
                "char" or "nchar" or "varchar" or "nvarchar" or "binary" or "varbinary" => $"{name}({length})",
                _ => name,
            },
        };
    }

    /// <summary>Isolation and lock timeout, which hold from the statement that follows. ODBC's transaction begins with the first statement that touches a table, so SNAPSHOT is set in time through
    /// Microsoft's driver; FreeTDS has begun one before, in which the server refuses SNAPSHOT with error 3951.</summary>
    /// <param name="options">Isolation and the lock timeout.</param>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options) => TransactionSettings.Of(options);

    /// <inheritdoc/>
    public override IReadOnlyList<string> EndTransaction(TransactionOptions options) => TransactionSettings.Undo(options);

    /// <summary>A cast where a text would be converted to another type, or not at all: of an instant with an offset a datetime2 would keep the wall clock only. Of nanoseconds the server takes
    /// hundreds: two zeros at the end go, and anything else is left for it to refuse. EXECUTE takes no casts: give such values to a procedure as text.</summary>
    /// <param name="type">The parameter's type.</param>
    public override string ParameterMarker(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return (type.Kind, type.Unit) switch
        {
            (TypeKind.Time64, TimeUnit.Nanosecond) => "CAST(REPLACE(? + '|', '00|', '') AS time(7))",
            // yyyy-MM-ddThh:mm:ss.fffffffff has 29 characters; the offset follows.
            (TypeKind.TimestampOffset, TimeUnit.Nanosecond) => "CAST(REPLACE(STUFF(?, 30, 0, '|'), '00|', '') AS datetimeoffset(7))",
            (TypeKind.TimestampOffset, var unit) => string.Create(CultureInfo.InvariantCulture, $"CAST(? AS datetimeoffset({(int)unit * 3}))"),
            _ => "?",
        };
    }
}
