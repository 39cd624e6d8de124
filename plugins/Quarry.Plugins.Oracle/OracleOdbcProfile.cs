using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Oracle.Connecting;

namespace Quarry.Plugins.Oracle;

/// <summary>How Oracle is reached through Oracle's ODBC driver. What that driver itself needs stands in Quarry.Odbc's table of drivers.</summary>
/// <remarks>Source: https://docs.oracle.com/en/database/oracle/oracle-database/23/odbcd/basic-programming-oracle-odbc.html, Format of the Connection String. Nothing of it was run.</remarks>
public sealed class OracleOdbcProfile : OdbcProfile
{
    // A fetch fills one round trip: the driver's own 60000 bytes are a few hundred rows.
    private const string FetchBytes = "1048576";

    private readonly OracleDialect _dialect = new();

    /// <inheritdoc/>
    public override IReadOnlyList<string> Drivers => ["Oracle 23 ODBC driver*", "Oracle 21 ODBC driver*", "Oracle*"];

    /// <summary>What would lose something if a data source set it: numbers bound as FLOAT (BNF), timestamps bound as DATE (BTD), and a failover (FEN) to a session that has lost its time
    /// zone and formats. FBS is the size of a fetch.</summary>
    public override IReadOnlyList<KeyValuePair<string, string>> DefaultKeywords => [new("BNF", "F"), new("BTD", "F"), new("FEN", "F"), new("FBS", FetchBytes)];

    /// <summary>Instants are UTC, numbers have a point, and what is converted to text and from it is ISO 8601 of the Gregorian calendar
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ALTER-SESSION.html). Sort order and language stay the user's.</summary>
    public override IReadOnlyList<string> ConnectStatements =>
    [
        "ALTER SESSION SET TIME_ZONE = '+00:00'",
        "ALTER SESSION SET NLS_CALENDAR = 'GREGORIAN' NLS_NUMERIC_CHARACTERS = '.,' NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS' "
            + "NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9' NLS_TIMESTAMP_TZ_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM'",
    ];

    /// <summary>Null: no statement brings a session back. DBMS_SESSION.RESET_PACKAGE leaves parameters, roles, the current schema and the rows of temporary tables
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/arpls/DBMS_SESSION.html).</summary>
    public override IReadOnlyList<string>? ResetStatements => null;

    /// <inheritdoc/>
    public override string PingStatement => "SELECT 1 FROM DUAL";

    /// <summary>The character sets, the container, and whether the user may ask for a system change number.</summary>
    public override string? FactsSql => $"""
        SELECT (SELECT p.value FROM nls_database_parameters p WHERE p.parameter = 'NLS_CHARACTERSET') AS "oracle.character-set",
          (SELECT p.value FROM nls_database_parameters p WHERE p.parameter = 'NLS_NCHAR_CHARACTERSET') AS "oracle.national-character-set",
          SYS_CONTEXT('USERENV', 'DB_NAME') AS "oracle.database",
          CASE WHEN EXISTS (SELECT 1 FROM all_procedures a WHERE a.owner = 'SYS' AND a.object_name = 'DBMS_FLASHBACK' AND a.procedure_name = 'GET_SYSTEM_CHANGE_NUMBER')
            THEN '1' ELSE '0' END AS "{OracleCapabilities.FlashbackFact}"
        FROM DUAL
        """;

    /// <inheritdoc/>
    /// <exception cref="QuarryException">The target is malformed (User).</exception>
    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        string where = OracleTarget.ConnectIdentifier(target);
        return OracleTarget.FetchBuffer(target) is { } bytes ? [new("DBQ", where), new("FBS", bytes)] : [new("DBQ", where)];
    }

    /// <summary>A NUMBER with its precision, as it was declared. A scale of -127 is what the server says where there is none, of a FLOAT beside a precision in bits
    /// (measured by others: https://www.php.net/manual/en/function.oci-field-scale.php).</summary>
    /// <param name="column">What the ODBC driver says.</param>
    public override NativeColumn Describe(NativeColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        const int NoScale = -127;
        return column.Scale == NoScale ? column with { Precision = 0, Scale = 0 }
            : column.Precision > 0 && column.TypeName.Equals("NUMBER", StringComparison.OrdinalIgnoreCase)
                ? column with { TypeName = string.Create(CultureInfo.InvariantCulture, $"NUMBER({column.Precision},{column.Scale})") }
            : column;
    }

    /// <summary>The dialect's: ODBC has begun a transaction, of which SET TRANSACTION has to be the first statement.</summary>
    /// <param name="options">Isolation and access.</param>
    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options) => _dialect.BeginTransaction(options);

    /// <summary>None: SET TRANSACTION holds for one transaction.</summary>
    /// <param name="options">What the transaction began with.</param>
    public override IReadOnlyList<string> EndTransaction(TransactionOptions options) => [];

    /// <summary>The type of a value that arrives as text, or in a type that does not tell all. Each cast stands on the parameter's side, once for a statement, so that an index on the column
    /// is used where the types are the same; beside a DATE, TIMESTAMP would make the server convert the column, which is why what has no fraction is a DATE
    /// (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Data-Type-Comparison-Rules.html).</summary>
    /// <remarks>Text stays as it is: a cast to VARCHAR2 would lose what the database's character set has not. So does text that holds a number: TO_NUMBER would round what a text column
    /// holds whole. A CAST of a text reads it by the session's formats.</remarks>
    /// <param name="type">The parameter's type.</param>
    public override string ParameterMarker(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            TypeKind.Int8 or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt8 or TypeKind.UInt16 or TypeKind.UInt32 or TypeKind.UInt64
                or TypeKind.Decimal128 or TypeKind.Decimal256 => "TO_NUMBER(?)",
            TypeKind.Date32 => "CAST(? AS DATE)",
            TypeKind.Timestamp when type.IsUtc => "FROM_TZ(CAST(? AS TIMESTAMP(9)), '+00:00')",
            TypeKind.Timestamp => type.Unit == TimeUnit.Second ? "CAST(? AS DATE)" : "CAST(? AS TIMESTAMP(9))",
            TypeKind.TimestampOffset => $"TO_TIMESTAMP_TZ(?, 'YYYY-MM-DD\"T\"HH24:MI:SS{Fraction(type.Unit)}TZH:TZM')",
            TypeKind.Uuid => "HEXTORAW(REPLACE(?, '-'))",
            _ => "?",
        };
    }

    private static string Fraction(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "",
        TimeUnit.Millisecond => ".FF3",
        TimeUnit.Microsecond => ".FF6",
        _ => ".FF9",
    };
}
