using System.Collections.Frozen;
using System.Data;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Tests;

public sealed class OdbcProfileTests
{
    private static readonly PostgreSqlOdbcProfile s_profile = new();

    [Theory]
    [InlineData("db", 0, "/sales", "app", "", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=prefer")]
    [InlineData("db", 6000, "/sales", "app", "", "Server=db|Port=6000|Database=sales|UID=app|SSLmode=prefer")]
    [InlineData("", 0, "", "app", "", "Server=localhost|Port=5432|Database=app|UID=app|SSLmode=prefer")]
    [InlineData("", 0, "/sales", "app", "host=/run/pg;port=7", "Server=/run/pg|Port=7|Database=sales|UID=app|SSLmode=prefer")]
    [InlineData("/run/pg", 7, "/sales", "app", "", "Server=/run/pg|Port=7|Database=sales|UID=app|SSLmode=prefer")]
    [InlineData("", 0, "", "", "host=db;user=u;dbname=d", "Server=db|Port=5432|Database=d|UID=u|SSLmode=prefer")]
    [InlineData("db", 0, "/sales", "app", "sslmode=require", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=require")]
    [InlineData("db", 0, "/sales", "app", "sslmode=disable", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=disable")]
    [InlineData("db", 0, "/sales", "app", "sslmode=allow", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=allow")]
    [InlineData("db", 0, "/sales", "app", "sslmode=verify-ca", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=verify-ca")]
    [InlineData("db", 0, "/sales", "app", "sslrootcert=system", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=verify-full|pqopt=sslrootcert='system'")]
    [InlineData("db", 0, "/sales", "app", @"options=-c geqo=off", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=prefer|pqopt=options='-c geqo=off'")]
    [InlineData("db", 0, "/sales", "app", @"application_name=it's \ here", @"Server=db|Port=5432|Database=sales|UID=app|SSLmode=prefer|pqopt=application_name='it\'s \\ here'")]
    [InlineData("", 0, "host=db port=7 user=u dbname=d sslmode=verify-full", "", "", "Server=db|Port=7|Database=d|UID=u|SSLmode=verify-full")]
    [InlineData("", 0, "host=db user=u dbname=d application_name=x", "", "keepalives=0", "Server=db|Port=5432|Database=d|UID=u|SSLmode=prefer|pqopt=application_name='x' keepalives='0'")]
    [InlineData("db", 0, "/sales", "app", "allow_weak_authentication=1", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=prefer")]
    [InlineData("db", 0, "/sales", "app", "krbsrvname=pg", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=prefer|pqopt=krbsrvname='pg'")]
    [InlineData("db", 0, "/sales", "app", "gssencmode=require", "Server=db|Port=5432|Database=sales|UID=app|SSLmode=prefer|pqopt=gssencmode='require'")]
    public void A_target_becomes_keywords_of_psqlODBC(string host, int port, string path, string user, string options, string expected)
        => string.Join('|', s_profile.ConnectionKeywords(Target(host, port, path, user, options)).Select(keyword => $"{keyword.Key}={keyword.Value}")).Should().Be(expected);

    [Theory]
    [InlineData("", "connect_timeout=3")]
    [InlineData("host=db connect_timeout=3", "")]
    public void The_time_to_connect_is_the_transports(string path, string options)
        => FluentActions.Invoking(() => s_profile.ConnectionKeywords(Target("", 0, path, "app", options))).Should().Throw<QuarryException>().WithMessage("*connect_timeout*odbc.login-timeout*");

    [Fact]
    public void Several_hosts_are_refused_with_the_way_that_knows_them()
    {
        QuarryException error = FluentActions.Invoking(() => s_profile.ConnectionKeywords(Target("a,b", 0, "/sales", "app", ""))).Should().Throw<QuarryException>().Which;
        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain("one server").And.Contain("leave transport=odbc out");
    }

    [Fact]
    public void An_option_that_there_is_not_is_refused_as_on_the_native_way()
        => FluentActions.Invoking(() => s_profile.ConnectionKeywords(Target("db", 0, "/sales", "app", "sslmod=require"))).Should().Throw<QuarryException>().WithMessage("*sslmode*");

    // What psqlODBC calls a type, what the type map is told, and what becomes of it.
    public static TheoryData<string, int, int, long, uint, string, string> Types => new()
    {
        { "bool", 0, 0, 1, Oids.Bool, "boolean", "bool" },
        { "int2", 0, 0, 5, Oids.Int2, "smallint", "int16" },
        { "int4", 0, 0, 10, Oids.Int4, "integer", "int32" },
        { "int8", 0, 0, 19, Oids.Int8, "bigint", "int64" },
        { "float4", 0, 0, 7, Oids.Float4, "real", "float32" },
        { "float8", 0, 0, 15, Oids.Float8, "double precision", "float64" },
        { "numeric", 28, 6, 28, Oids.Numeric, "numeric", "numeric text" },
        { "numeric", 28, 2, 28, Oids.Numeric, "numeric(28,2)", "decimal128(28,2)" },
        { "numeric", 0, 0, 0, Oids.Numeric, "numeric", "numeric text" },
        { "numeric", 10, 2, 10, Oids.Numeric, "numeric(10,2)", "decimal128(10,2)" },
        { "numeric", 50, 2, 50, Oids.Numeric, "numeric(50,2)", "decimal256(50,2)" },
        { "date", 0, 0, 10, Oids.Date, "date", "date32" },
        { "time", 0, 0, 15, Oids.Time, "time without time zone", "time64[us]" },
        { "timestamp", 0, 0, 26, Oids.Timestamp, "timestamp without time zone", "timestamp[us]" },
        { "timestamp without time zone", 0, 0, 26, Oids.Timestamp, "timestamp without time zone", "timestamp[us]" },
        { "timestamptz", 0, 0, 26, Oids.TimestampTz, "timestamp with time zone", "timestamp[us,UTC]" },
        { "timestamp with time zone", 0, 0, 26, Oids.TimestampTz, "timestamp with time zone", "timestamp[us,UTC]" },
        { "uuid", 0, 0, 37, Oids.Uuid, "uuid", "uuid" },
        { "bytea", 0, 0, 0, Oids.Bytea, "bytea", "binary" },
        { "xml", 0, 0, 0, Oids.Xml, "xml", "xml" },
        { "oid", 0, 0, 10, Oids.Oid, "oid", "uint32" },
        { "xid", 0, 0, 10, Oids.Xid, "xid", "uint32" },
        { "varchar", 0, 0, 20, Oids.VarChar, "character varying", "utf8" },
        { "char", 0, 0, 20, Oids.BpChar, "character", "utf8" },
        { "name", 0, 0, 63, Oids.Name, "name", "utf8" },
        { "text", 0, 0, 8190, Oids.Text, "text", "utf8" },
        { "", 0, 0, 32, Oids.Interval, "interval", "interval" },
        { "", 0, 0, 255, Oids.Text, "text", "utf8" },
        { "unknown", 0, 0, 255, Oids.Text, "text", "utf8" },
        { "money", 0, 0, 10, Oids.Text, "money", "utf8" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_by_psqlODBCs_name_is_that_of_the_native_way(string name, int precision, int scale, long length, uint oid, string typeName, string expected)
    {
        NativeColumn column = s_profile.Describe(new() { Name = "c", TypeCode = 12, TypeName = name, Precision = precision, Scale = scale, Length = length });
        ((uint)column.TypeCode, column.TypeName, column.Name).Should().Be((oid, typeName, "c"));
        new PostgreSqlTypeMap().Map(column, ReadOptions.Default).Should().Be(TypeOf(expected));
    }

    [Theory]
    [InlineData(IsolationLevel.Unspecified, false, false, "")]
    [InlineData(IsolationLevel.ReadCommitted, false, false, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED")]
    [InlineData(IsolationLevel.RepeatableRead, false, false, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")]
    [InlineData(IsolationLevel.Snapshot, true, false, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")]
    [InlineData(IsolationLevel.Serializable, false, false, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")]
    [InlineData(IsolationLevel.Serializable, true, true, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE")]
    [InlineData(IsolationLevel.Unspecified, true, false, "SET TRANSACTION READ ONLY")]
    [InlineData(IsolationLevel.ReadUncommitted, false, false, null)]
    [InlineData(IsolationLevel.Chaos, false, false, null)]
    [InlineData(IsolationLevel.Serializable, false, true, null)]
    [InlineData(IsolationLevel.ReadCommitted, true, true, null)]
    public void A_transaction_is_begun_by_statements(IsolationLevel isolation, bool readOnly, bool deferrable, string? expected)
    {
        IReadOnlyList<string>? statements = s_profile.BeginTransaction(new() { Isolation = isolation, ReadOnly = readOnly, Deferrable = deferrable });
        (statements is null ? null : string.Join(';', statements)).Should().Be(expected);
    }

    [Fact]
    public void A_lock_timeout_is_rounded_up_and_a_snapshot_is_not_begun()
    {
        s_profile.BeginTransaction(new() { LockTimeout = TimeSpan.FromMilliseconds(1.2) }).Should().Equal("SET LOCAL lock_timeout = 2");
        s_profile.BeginTransaction(new() { ReadOnly = true, LockTimeout = TimeSpan.FromSeconds(1) }).Should().Equal("SET TRANSACTION READ ONLY", "SET LOCAL lock_timeout = 1000");
        s_profile.BeginTransaction(new() { Snapshot = "00000003-0000001B-1" }).Should().BeNull();
    }

    public static TheoryData<string, string> Markers => new()
    {
        { "bool", "?::boolean" },
        { "int8", "?::smallint" },
        { "uint8", "?::smallint" },
        { "int16", "?::smallint" },
        { "uint16", "?::integer" },
        { "int32", "?::integer" },
        { "uint32", "?::bigint" },
        { "int64", "?::bigint" },
        { "uint64", "?::numeric" },
        { "decimal128(10,2)", "?::numeric" },
        { "decimal256(50,2)", "?::numeric" },
        { "numeric text", "?::numeric" },
        { "float32", "?::real" },
        { "float64", "?::double precision" },
        { "date32", "?::date" },
        { "time64[us]", "?::time" },
        { "timestamp[us]", "?::timestamp" },
        { "timestamp[us,UTC]", "?::timestamptz" },
        { "timestamp_offset", "?::timestamptz" },
        { "interval", "?::interval" },
        { "binary", "?::bytea" },
        { "fixed binary", "?::bytea" },
        { "uuid", "?::uuid" },
        { "json", "?::json" },
        { "xml", "?::xml" },
        { "utf8", "?::text" },
        { "list", "?" },
    };

    [Theory]
    [MemberData(nameof(Markers))]
    public void A_parameter_tells_its_type_by_a_cast(string type, string expected) => s_profile.ParameterMarker(TypeOf(type)).Should().Be(expected);

    [Fact]
    public void Every_kind_has_a_marker()
        => Markers.Select(row => TypeOf((string)row[0]).Kind).Distinct().Order().Should().Equal(Enum.GetValues<TypeKind>());

    [Fact]
    public void The_drivers_profile_is_this_one_and_a_session_starts_in_UTF8_and_UTC()
    {
        new PostgreSqlDriver().Odbc.Should().BeOfType<PostgreSqlOdbcProfile>();
        s_profile.Drivers[0].Should().Be("PostgreSQL Unicode*", "the ANSI driver is the last choice");
        s_profile.ConnectStatements.Should().Contain("SET client_encoding TO 'UTF8'").And.Contain("SET TimeZone TO 'UTC'");
        s_profile.ResetStatements.Should().Equal("DISCARD ALL");
    }

    private static Target Target(string host, int port, string path, string user, string options) => new()
    {
        Scheme = "postgresql",
        Host = host,
        Port = port,
        Path = path,
        UserName = user,
        Options = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2)).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase),
    };

    private static LogicalType TypeOf(string name) => name switch
    {
        "bool" => LogicalType.Boolean,
        "int8" => LogicalType.Int8,
        "uint8" => LogicalType.UInt8,
        "int16" => LogicalType.Int16,
        "uint16" => LogicalType.UInt16,
        "int32" => LogicalType.Int32,
        "uint32" => LogicalType.UInt32,
        "int64" => LogicalType.Int64,
        "uint64" => LogicalType.UInt64,
        "float32" => LogicalType.Float32,
        "float64" => LogicalType.Float64,
        "numeric text" => LogicalType.NumericText,
        "decimal128(10,2)" => LogicalType.Decimal128(10, 2),
        "decimal128(28,2)" => LogicalType.Decimal128(28, 2),
        "decimal256(50,2)" => LogicalType.Decimal256(50, 2),
        "date32" => LogicalType.Date32,
        "time64[us]" => LogicalType.Time64(TimeUnit.Microsecond),
        "timestamp[us]" => LogicalType.Timestamp(TimeUnit.Microsecond),
        "timestamp[us,UTC]" => LogicalType.TimestampUtc(TimeUnit.Microsecond),
        "timestamp_offset" => LogicalType.TimestampOffset(TimeUnit.Microsecond),
        "interval" => LogicalType.Interval,
        "binary" => LogicalType.Binary,
        "fixed binary" => LogicalType.FixedBinary(4),
        "uuid" => LogicalType.Uuid,
        "json" => LogicalType.Json,
        "xml" => LogicalType.Xml,
        "list" => LogicalType.List(LogicalType.Int32),
        _ => LogicalType.Utf8,
    };
}
