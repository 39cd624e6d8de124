using System.Globalization;
using System.Text;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Fixtures.MariaDb;
using Quarry.Sdk.Conformance;

namespace Quarry.Odbc.Conformance;

/// <summary>A database without a plugin: MariaDB through the generic profile, on a real server.</summary>
public sealed class MariaDbOdbcTests(MariaDbOdbcTests.Started run) : OdbcConformanceTests(run), IClassFixture<MariaDbOdbcTests.Started>
{
    public static TheoryData<string> Checks => [.. ConformanceSuite.Checks(new Fixture(null)).Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void Keeps_the_contract(string check) => Keeps(check);

    [Fact]
    public void Most_checks_apply() => MostApply(0.5);

    public sealed class Started : Run
    {
        protected override async Task<DriverFixture> StartAsync() => new Fixture(await MariaDbServer.StartAsync());
    }

    private sealed class Fixture(MariaDbServer? server) : DriverFixture
    {
        private Driver? _driver;

        /// <summary>Made of what the ODBC driver tells, as an engine does it.</summary>
        public override Driver Driver => _driver ??= new OdbcDriver(OdbcDriver.Generic(Identify()), null);

        public override Target Target => TargetOf(MariaDbServer.Database);

        public override Target? BadTarget => TargetOf("no_such_database");

        public override Credential? Credential { get; } = new Password();

        public override LogicalType ReadType(LogicalType stored) => stored.Kind switch
        {
            TypeKind.Int8 or TypeKind.UInt8 => LogicalType.Int16,
            TypeKind.UInt16 => LogicalType.Int32,
            TypeKind.UInt32 => LogicalType.Int64,
            TypeKind.UInt64 => LogicalType.Decimal128(20, 0),
            TypeKind.Float32 => LogicalType.Float64,
            _ => stored,
        };

        public override object ReadValue(LogicalType stored, object value) => stored.Kind switch
        {
            TypeKind.Int8 or TypeKind.UInt8 => Convert.ToInt16(value, CultureInfo.InvariantCulture),
            TypeKind.UInt16 => Convert.ToInt32(value, CultureInfo.InvariantCulture),
            TypeKind.UInt32 => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            TypeKind.UInt64 => new Decimal128((ulong)value, 0),
            // MariaDB knows no negative zero.
            TypeKind.Float32 => Convert.ToDouble(value, CultureInfo.InvariantCulture) is var given && given == 0 ? 0d : given,
            TypeKind.Float64 => (double)value == 0 ? 0d : value,
            _ => value,
        };

        /// <summary>MariaDB knows neither infinity nor what is no number.</summary>
        public override bool CanHold(LogicalType type, object value) => value switch
        {
            double number => double.IsFinite(number),
            float number => float.IsFinite(number),
            _ => true,
        };

        /// <summary>What MariaDB's ODBC driver says of a column that the generic type map declared.</summary>
        public override NativeColumn DescribeDdl(string ddl) => ddl switch
        {
            "SMALLINT" => new() { TypeCode = 5 },
            "INTEGER" => new() { TypeCode = 4 },
            "BIGINT" => new() { TypeCode = -5 },
            "DOUBLE PRECISION" => new() { TypeCode = 8 },
            "DATE" => new() { TypeCode = 91 },
            _ when ddl.StartsWith("DECIMAL(", StringComparison.Ordinal) && ddl[8..^1].Split(',') is [var precision, var scale]
                => new() { TypeCode = 3, Precision = int.Parse(precision, CultureInfo.InvariantCulture), Scale = int.Parse(scale, CultureInfo.InvariantCulture) },
            _ when ddl.Contains("blob", StringComparison.OrdinalIgnoreCase) => new() { TypeCode = -4 },
            _ when ddl.StartsWith("bit", StringComparison.OrdinalIgnoreCase) => new() { TypeCode = -7, Length = 1 },
            _ => new() { TypeCode = -10 },
        };

        /// <summary>The ODBC driver's keywords are its own, and it ignores what it does not know.</summary>
        public override bool KnowsAllOptions => false;

        /// <summary>https://mariadb.com/kb/en/identifier-names/: no name ends in a space.</summary>
        public override bool CanName(string name) => !name.EndsWith(' ');

        public override string? SlowSql => "SELECT SLEEP(20)";

        public override string? CreateTemporaryTable(TableName table, string column)
            => $"CREATE TEMPORARY TABLE {Driver.Dialect.QuoteTable(table)} ({Driver.Dialect.QuoteIdentifier(column)} BIGINT)";

        public override async ValueTask DisposeAsync()
        {
            await (server?.DisposeAsync() ?? default);
            await base.DisposeAsync();
        }

        private ServerInfo Identify() => server is null
            ? new() { Product = "MariaDB", Version = new(10, 11) }
            : OdbcDriver.IdentifyAsync(Target, new Host(Credential), CancellationToken.None).AsTask().GetAwaiter().GetResult();

        private Target TargetOf(string database) => new()
        {
            Scheme = OdbcTarget.Scheme,
            Path = "{MariaDB Unicode}",
            Options = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Server"] = "127.0.0.1",
                ["Port"] = (server?.Port ?? 0).ToString(CultureInfo.InvariantCulture),
                ["Database"] = database,
                ["UID"] = MariaDbServer.User,
                ["PWD"] = "",
            },
        };
    }

    private sealed class Host(Credential? credential) : DriverHost
    {
        public override BatchMemory Memory { get; } = new Arena(new ArenaOptions()).OpenAccount("detection", null);

        public override DriverLog Log { get; } = new Silent();

        public override TimeProvider Clock => TimeProvider.System;

        public override Credential? Credential => credential;
    }

    private sealed class Silent : DriverLog
    {
        public override bool IsEnabled(DriverLogLevel level) => false;

        public override void Write(DriverLogLevel level, int eventId, string message)
        {
        }
    }

    private sealed class Password : Credential
    {
        public override CredentialKind Kind => CredentialKind.Password;

        public override void Use<TState>(TState state, SecretAction<TState> action) => action(Encoding.UTF8.GetBytes(MariaDbServer.Password), state);
    }
}
