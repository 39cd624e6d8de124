using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Data;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Fixtures.PostgreSql;
using Quarry.Sdk.Conformance;

namespace Quarry.Plugins.PostgreSql.Conformance;

/// <summary>PostgreSQL on a real server of its own, over a Unix socket.</summary>
public class PostgreSqlFixture : DriverFixture
{
    private readonly ConcurrentDictionary<string, NativeColumn> _columns = new();
    private readonly PostgreSqlServer? _server;

    protected PostgreSqlFixture(PostgreSqlServer? server) => _server = server;

    /// <summary>What the checks are named after, without a server.</summary>
    public static PostgreSqlFixture Unstarted { get; } = new(null);

    public override Driver Driver { get; } = new PostgreSqlDriver();

    public override Target Target => TargetOf("postgres");

    public override Target? BadTarget => TargetOf("no_such_database");

    /// <summary>PostgreSQL has no integers of 8 bits and none without a sign, no binary of one length, timestamps in microseconds, and tells a column of a negative
    /// scale as one without: each is read as the native type that holds it.</summary>
    public override LogicalType ReadType(LogicalType stored) => stored.Kind switch
    {
        TypeKind.Int8 or TypeKind.UInt8 => LogicalType.Int16,
        TypeKind.UInt16 => LogicalType.Int32,
        TypeKind.UInt32 => LogicalType.Int64,
        TypeKind.UInt64 => LogicalType.Decimal128(20, 0),
        TypeKind.FixedBinary => LogicalType.Binary,
        TypeKind.Timestamp => stored.IsUtc ? LogicalType.TimestampUtc(TimeUnit.Microsecond) : LogicalType.Timestamp(TimeUnit.Microsecond),
        TypeKind.Time64 => LogicalType.Time64(TimeUnit.Microsecond),
        TypeKind.Decimal128 when stored.Scale < 0 => LogicalType.Decimal128(stored.Precision - stored.Scale, 0),
        _ => stored,
    };

    public override object ReadValue(LogicalType stored, object value) => stored.Kind switch
    {
        TypeKind.Int8 or TypeKind.UInt8 => Convert.ToInt16(value, CultureInfo.InvariantCulture),
        TypeKind.UInt16 => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        TypeKind.UInt32 => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        TypeKind.UInt64 => new Decimal128((ulong)value, 0),
        TypeKind.Timestamp or TypeKind.Time64 => (long)value * PerUnit(stored.Unit),
        TypeKind.Decimal128 when stored.Scale < 0 => ((Decimal128)value).Rescale(0),
        _ => value,
    };

    /// <summary>Microseconds reach from 4713 BC to 294276.</summary>
    public override bool CanHold(LogicalType type, object value)
    {
        if (type.Kind is not TypeKind.Timestamp)
        {
            return true;
        }

        Int128 microseconds = (Int128)(long)value * PerUnit(type.Unit);
        return microseconds >= -210_866_803_200_000_000 && microseconds <= 9_223_371_331_199_999_999;
    }

    public override int BrokenSqlPosition => 10;

    public override string? SlowSql => "SELECT pg_sleep(20)";

    public override string? FailsAfterRowsSql => "SELECT 10 / (3000 - i) FROM generate_series(1, 3000) AS i";

    public override string? NoColumnsSql => "SELECT FROM generate_series(1, 3)";

    public override OutputParameterCall? OutputParameters => new()
    {
        Sql = "CALL conformance_sum($1, $2, $3)",
        Parameters = () =>
        [
            new(LogicalType.Int64, 20L),
            new(LogicalType.Int64, 22L) { Direction = ParameterDirection.InputOutput },
            new(LogicalType.Utf8, null) { Direction = ParameterDirection.Output },
        ],
        Expected = [42L, "sum"],
    };

    public static async Task<PostgreSqlFixture> StartAsync() => new(await StartServerAsync());

    protected static async Task<PostgreSqlServer> StartServerAsync()
    {
        PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        await server.PsqlAsync("CREATE PROCEDURE conformance_sum(a bigint, INOUT b bigint, INOUT c text) LANGUAGE plpgsql AS $$ BEGIN b := a + b; c := 'sum'; END $$");
        return server;
    }

    /// <summary>What a live server says of a column of this type.</summary>
    public override NativeColumn DescribeDdl(string ddl) => _columns.GetOrAdd(ddl, text =>
    {
        string[] fields = _server!.PsqlAsync($"CREATE TEMP TABLE t (c {text}); SELECT atttypid, atttypmod FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'c'")
            .GetAwaiter().GetResult().Split('|');
        int modifier = int.Parse(fields[1], CultureInfo.InvariantCulture) - 4;
        bool isNumeric = text.StartsWith("numeric(", StringComparison.OrdinalIgnoreCase);
        return new()
        {
            TypeName = text,
            TypeCode = unchecked((int)uint.Parse(fields[0], CultureInfo.InvariantCulture)),
            Precision = isNumeric ? modifier >> 16 & 0xFFFF : 0,
            Scale = isNumeric ? (modifier & 0x7FF ^ 1024) - 1024 : 0,
        };
    });

    public override string? CreateTemporaryTable(TableName table, string column)
        => $"CREATE TEMP TABLE {Driver.Dialect.QuoteTable(table)} ({Driver.Dialect.QuoteIdentifier(column)} bigint)";

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_server?.DisposeAsync() ?? default);
        await base.DisposeAsync();
    }

    private static long PerUnit(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 1_000_000,
        TimeUnit.Millisecond => 1_000,
        _ => 1,
    };

    private Target TargetOf(string database) => new()
    {
        Scheme = "postgresql",
        UserName = PostgreSqlServer.User,
        Path = "/" + database,
        Options = new Dictionary<string, string> { ["host"] = _server!.SocketDirectory, ["port"] = _server.Port.ToString(CultureInfo.InvariantCulture) }.ToFrozenDictionary(),
    };
}
