using System.Text;
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
        public override Driver Driver { get; } = new OdbcDriver(OdbcDriver.Generic(new ServerInfo
        {
            Product = "MariaDB",
            Version = new(10, 11),
            Facts = new Dictionary<string, string> { ["odbc.identifier-quote"] = "`" },
        }), null);

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

        public override string? SlowSql => "SELECT SLEEP(20)";

        public override string? CreateTemporaryTable(TableName table, string column)
            => $"CREATE TEMPORARY TABLE {Driver.Dialect.QuoteTable(table)} ({Driver.Dialect.QuoteIdentifier(column)} BIGINT)";

        public override async ValueTask DisposeAsync()
        {
            await (server?.DisposeAsync() ?? default);
            await base.DisposeAsync();
        }

        private Target TargetOf(string database) => new()
        {
            Scheme = OdbcTarget.Scheme,
            Path = "{MariaDB Unicode}",
            Options = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Server"] = "127.0.0.1",
                ["Port"] = (server?.Port ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Database"] = database,
                ["UID"] = MariaDbServer.User,
                ["PWD"] = "",
            },
        };
    }

    private sealed class Password : Credential
    {
        public override CredentialKind Kind => CredentialKind.Password;

        public override void Use<TState>(TState state, SecretAction<TState> action) => action(Encoding.UTF8.GetBytes(MariaDbServer.Password), state);
    }
}
