using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Sybase.Connecting;
using Quarry.Plugins.Sybase.Errors;

namespace Quarry.Plugins.Sybase;

/// <summary>How ASE is reached through SAP's ODBC driver or FreeTDS. What the ODBC drivers themselves need stands in Quarry.Odbc's table of drivers.</summary>
public sealed class SybaseOdbcProfile : OdbcProfile
{
    private const int DefaultPort = 5000;
    private const int FreeTdsSmallDateTimeLength = 16;
    private const int SmallMoneyDigits = 10;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Drivers => ["Adaptive Server Enterprise*", "Sybase ASE*", "FreeTDS"];

    /// <summary>What keeps values whole and errors loud; nothing that gives a query another result without a word.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>quoted_identifier: names in double quotes, which the dialect writes
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1572/html/blocks/blocks306.htm); text in double quotes becomes an error.</item>
    /// <item>textsize: text, unitext and image are cut at it, and FreeTDS sets a low one (https://infocenter-archive.sybase.com/help/topic/com.sybase.help.ase_15.0.commands/html/commands/commands85.htm).</item>
    /// <item>arithabort, both: an overflow and a loss of scale are errors; ASE's default, which a login trigger may have changed
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612104043.html).</item>
    /// <item>string_rtruncation: a text too long for its column is an error; ASE's default cuts it
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612101590.html).</item>
    /// </list>
    /// ansinull is left as it is: it changes what <c>= NULL</c> finds.
    /// </remarks>
    public override IReadOnlyList<string> ConnectStatements =>
    [
        "SET QUOTED_IDENTIFIER ON",
        "SET TEXTSIZE 2147483647",
        "SET ARITHABORT ARITH_OVERFLOW ON",
        "SET ARITHABORT NUMERIC_TRUNCATION ON",
        "SET STRING_RTRUNCATION ON",
    ];

    /// <summary>None: ASE has no statement that drops a session's temporary tables, cursors and settings. A session that ran more than queries and changes of rows is closed.</summary>
    public override IReadOnlyList<string>? ResetStatements => null;

    /// <inheritdoc/>
    public override string? FactsSql => SybaseFacts.Sql;

    /// <inheritdoc/>
    /// <exception cref="QuarryException">The target is wrong (User).</exception>
    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => Keywords(target, OdbcDriverKind.Sap);

    /// <inheritdoc/>
    /// <exception cref="QuarryException">The target is wrong, or asks for what the ODBC driver has not (User).</exception>
    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target, string odbcDriver)
    {
        ArgumentNullException.ThrowIfNull(odbcDriver);
        return Keywords(target, OdbcDriverKinds.Of(odbcDriver));
    }

    /// <summary>Gives the names back that FreeTDS shares between two types: it calls smallmoney money and, before 1.3, smalldatetime datetime.</summary>
    /// <param name="column">What the ODBC driver says.</param>
    public override NativeColumn Describe(NativeColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column switch
        {
            { TypeName: "money", Precision: SmallMoneyDigits } => column with { TypeName = "smallmoney" },
            { TypeName: "datetime", Length: FreeTdsSmallDateTimeLength, Scale: 0 } => column with { TypeName = "smalldatetime" },
            _ => column,
        };
    }

    /// <summary>
    /// The isolation is set where no transaction is open: ASE refuses SET TRANSACTION ISOLATION LEVEL within one
    /// (error 226, https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc00729.1500/html/errMessageAdvRes/BABJGEFE.htm). With autocommit off FreeTDS has
    /// begun one, which is empty and is ended first; SAP's driver has set chained mode, in which the next SELECT or change begins one. The last statement begins it
    /// where none is open, since a savepoint outside of a transaction does nothing and says nothing
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612536963.html).
    /// </summary>
    /// <param name="options">Isolation and lock timeout.</param>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return TransactionSql.Settings(options) is not { } settings ? null
            : [.. settings.Isolation is { } isolation ? (IEnumerable<string>)[TransactionSql.CommitEmpty, isolation] : [], .. settings.LockTimeout is { } wait ? (IEnumerable<string>)[wait] : [],
                TransactionSql.BeginIfNone];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> EndTransaction(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return TransactionSql.Settings(options) is not { } settings ? []
            : [.. settings.Isolation is null ? (IEnumerable<string>)[] : [TransactionSql.DefaultIsolation], .. settings.LockTimeout is null ? (IEnumerable<string>)[] : [TransactionSql.NoLockTimeout]];
    }

    private static List<KeyValuePair<string, string>> Keywords(Target target, OdbcDriverKind driver)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Host.Length == 0)
        {
            throw OptionErrors.NoServer();
        }

        if (target.Host.Contains(',', StringComparison.Ordinal))
        {
            throw OptionErrors.SeveralServers();
        }

        var keywords = new List<KeyValuePair<string, string>>
        {
            new("Server", target.Host),
            new("Port", (target.Port == 0 ? DefaultPort : target.Port).ToString(CultureInfo.InvariantCulture)),
        };
        if (DatabaseOf(target.Path) is { Length: > 0 } database)
        {
            keywords.Add(new("Database", database));
        }

        if (driver == OdbcDriverKind.FreeTds)
        {
            // It would try the protocol of SQL Server, and give text in ISO 8859-1.
            keywords.Add(new("TDS_Version", "5.0"));
            keywords.Add(new("ClientCharset", "UTF-8"));
        }

        keywords.AddRange(TargetOptions.Keywords(target.Options, driver));
        return keywords;
    }

    private static string DatabaseOf(string path)
    {
        if (path.Length == 0)
        {
            return "";
        }

        string database = path[0] == '/' ? path[1..] : throw OptionErrors.Database();
        return database.Contains('/', StringComparison.Ordinal) ? throw OptionErrors.Database() : database;
    }
}
