using System.Collections.Frozen;
using System.Data;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting.Options;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql;

/// <summary>How PostgreSQL is reached through psqlODBC. What the ODBC driver itself needs stands in Quarry.Odbc's table of drivers.</summary>
/// <remarks>Source: https://odbc.postgresql.org/docs/config.html, and psqlODBC 13.02, measured.</remarks>
public sealed class PostgreSqlOdbcProfile : OdbcProfile
{
    // What psqlODBC says of a numeric without precision as long as it has seen no value, and of one that is declared so: text holds both.
    private const int UnknownPrecision = 28;
    private const int UnknownScale = 6;

    private const string Timeout = "connect_timeout";

    // What has a keyword of psqlODBC, and what libpq has not.
    private static readonly FrozenSet<string> s_own = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "host", "port", "user", "dbname", "sslmode", "allow_weak_authentication");

    private static readonly FrozenSet<string> s_kerberos = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "gssencmode", "krbsrvname", "gsslib", "gssdelegation");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Drivers => ["PostgreSQL Unicode*", "psqlODBC*", "PostgreSQL*"];

    /// <summary>Text is UTF-8 and instants are UTC, whatever the server's defaults and the process's locale are.</summary>
    public override IReadOnlyList<string> ConnectStatements =>
    [
        "SET client_encoding TO 'UTF8'", "SET TimeZone TO 'UTC'", "SET DateStyle TO 'ISO'", "SET IntervalStyle TO 'iso_8601'", "SET bytea_output TO 'hex'",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> ResetStatements => ["DISCARD ALL"];

    /// <inheritdoc/>
    /// <exception cref="QuarryException">The target is malformed, or names several servers (User).</exception>
    public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target)
    {
        // Kerberos is libpq's, which the native way refuses: it is none of the settings that both share.
        var settings = PostgreSqlSettings.Parse(Without(target, s_kerberos));
        if (settings.Hosts.Count > 1)
        {
            throw OptionErrors.Refused("host", "psqlODBC knows one server; leave transport=odbc out for several");
        }

        PostgreSqlHost host = settings.Hosts[0];
        var keywords = new List<KeyValuePair<string, string>>
        {
            new("Server", host.Name),
            new("Port", host.Port.ToString(CultureInfo.InvariantCulture)),
            new("Database", settings.Database),
            new("UID", settings.User),
            // psqlODBC's own default is to go without encryption.
            new("SSLmode", SslModeOf(settings.SslMode)),
        };
        IEnumerable<(string Name, string Value)> given = target.Path.Length > 0 && target.Path[0] != '/' ? KeywordString.Read(target.Path) : [];
        if (given.Any(option => option.Name.Equals(Timeout, StringComparison.OrdinalIgnoreCase)) || target.Options.ContainsKey(Timeout))
        {
            throw OptionErrors.Refused(Timeout, "through ODBC the time to connect is odbc.login-timeout=SECONDS");
        }

        string[] others =
        [
            .. given.Concat(target.Options.Select(option => (option.Key, option.Value))).Where(option => !s_own.Contains(option.Item1)).Select(option => $"{option.Item1}={Quoted(option.Item2)}"),
        ];
        if (others.Length > 0)
        {
            // libpq's own options go to libpq, on which psqlODBC stands.
            keywords.Add(new("pqopt", string.Join(' ', others)));
        }

        return keywords;
    }

    /// <inheritdoc/>
    public override NativeColumn Describe(NativeColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        (uint oid, string name) = column.TypeName switch
        {
            "bool" => (Oids.Bool, "boolean"),
            "int2" => (Oids.Int2, "smallint"),
            "int4" => (Oids.Int4, "integer"),
            "int8" => (Oids.Int8, "bigint"),
            "float4" => (Oids.Float4, "real"),
            "float8" => (Oids.Float8, "double precision"),
            "numeric" => (Oids.Numeric, "numeric"),
            "date" => (Oids.Date, "date"),
            "time" => (Oids.Time, "time without time zone"),
            "timestamp" or "timestamp without time zone" => (Oids.Timestamp, "timestamp without time zone"),
            "timestamptz" or "timestamp with time zone" => (Oids.TimestampTz, "timestamp with time zone"),
            "uuid" => (Oids.Uuid, "uuid"),
            "bytea" => (Oids.Bytea, "bytea"),
            "xml" => (Oids.Xml, "xml"),
            "oid" => (Oids.Oid, "oid"),
            "xid" => (Oids.Xid, "xid"),
            "varchar" => (Oids.VarChar, "character varying"),
            "char" => (Oids.BpChar, "character"),
            "name" => (Oids.Name, "name"),
            // psqlODBC gives interval no name, and a length that nothing else has.
            "" when column.Length == 32 => (Oids.Interval, "interval"),
            // Of json, arrays, enums, composites and all that it does not know it says "unknown": they are text.
            _ => (Oids.Text, column.TypeName is "unknown" or "" ? "text" : column.TypeName),
        };
        bool declared = oid == Oids.Numeric && column.Precision > 0 && column is not { Precision: UnknownPrecision, Scale: UnknownScale };
        return column with
        {
            TypeCode = (int)oid,
            TypeName = declared ? string.Create(CultureInfo.InvariantCulture, $"numeric({column.Precision},{column.Scale})") : name,
            Precision = declared ? column.Precision : 0,
            Scale = declared ? column.Scale : 0,
        };
    }

    /// <inheritdoc/>
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
        if (isolation is null || options.Snapshot.Length > 0 || (options.Deferrable && options is not { Isolation: IsolationLevel.Serializable, ReadOnly: true }))
        {
            return null;
        }

        string modes = $"{isolation}{(options.ReadOnly ? " READ ONLY" : "")}{(options.Deferrable ? " DEFERRABLE" : "")}";
        return
        [
            .. modes.Length > 0 ? (IEnumerable<string>)[$"SET TRANSACTION{modes}"] : [],
            .. options.LockTimeout is { } limit ? (IEnumerable<string>)[string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {(int)Math.Ceiling(limit.TotalMilliseconds)}")] : [],
        ];
    }

    /// <summary>A cast: psqlODBC tells the server no type of most values, and the server would guess.</summary>
    /// <param name="type">The parameter's type.</param>
    public override string ParameterMarker(LogicalType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            TypeKind.Boolean => "?::boolean",
            TypeKind.Int8 or TypeKind.UInt8 or TypeKind.Int16 => "?::smallint",
            TypeKind.UInt16 or TypeKind.Int32 => "?::integer",
            TypeKind.UInt32 or TypeKind.Int64 => "?::bigint",
            TypeKind.UInt64 or TypeKind.Decimal128 or TypeKind.Decimal256 => "?::numeric",
            TypeKind.Float32 => "?::real",
            TypeKind.Float64 => "?::double precision",
            TypeKind.Date32 => "?::date",
            TypeKind.Time64 => "?::time",
            TypeKind.Timestamp => type.IsUtc ? "?::timestamptz" : "?::timestamp",
            TypeKind.TimestampOffset => "?::timestamptz",
            TypeKind.Interval => "?::interval",
            TypeKind.Binary or TypeKind.FixedBinary => "?::bytea",
            TypeKind.Uuid => "?::uuid",
            TypeKind.Json => "?::json",
            TypeKind.Xml => "?::xml",
            TypeKind.Utf8 when type.IsNumericText => "?::numeric",
            TypeKind.Utf8 => "?::text",
            _ => "?",
        };
    }

    private static Target Without(Target target, FrozenSet<string> options) => new()
    {
        Scheme = target.Scheme,
        UserName = target.UserName,
        Host = target.Host,
        Port = target.Port,
        Path = target.Path,
        Options = target.Options.Where(option => !options.Contains(option.Key)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
    };

    private static string SslModeOf(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Prefer => "prefer",
        SslMode.Require => "require",
        SslMode.VerifyCa => "verify-ca",
        _ => "verify-full",
    };

    private static string Quoted(string value) => $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
