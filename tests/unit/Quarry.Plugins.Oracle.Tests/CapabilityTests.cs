using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Tests;

public sealed class CapabilityTests
{
    private static readonly string[] s_never =
    [
        nameof(DriverCapabilities.TransactionalDefinitions), nameof(DriverCapabilities.DeferrableTransactions), nameof(DriverCapabilities.LockTimeout), nameof(DriverCapabilities.MultipleResults),
        nameof(DriverCapabilities.Returning), nameof(DriverCapabilities.Snapshots),
    ];

    [Theory]
    [InlineData("12.1")]
    [InlineData("12.2")]
    [InlineData("19.0")]
    [InlineData("21.0")]
    [InlineData("23.4")]
    public void Supported_versions_offer_all_that_Oracle_has(string version)
    {
        DriverCapabilities capabilities = Of(version);
        Missing(capabilities).Should().BeEquivalentTo(s_never);
        capabilities.PartitionConsistency.Should().Be(PartitionConsistency.Shared);
    }

    [Fact]
    public void Before_12_1_the_catalog_lacks_columns_that_its_queries_need()
    {
        DriverCapabilities capabilities = Of("11.2");
        Missing(capabilities).Should().BeEquivalentTo([.. s_never, nameof(DriverCapabilities.Catalog)]);
        capabilities.Catalog.Reason.Should().Contain("12.1");
    }

    [Theory]
    [InlineData("0", false, PartitionConsistency.None)]
    [InlineData("1", true, PartitionConsistency.Shared)]
    public void Without_the_right_to_a_snapshot_nothing_is_read_in_parts(string fact, bool offered, PartitionConsistency consistency)
    {
        DriverCapabilities capabilities = Of("19.0", fact);
        capabilities.Partitions.IsSupported.Should().Be(offered);
        capabilities.PartitionConsistency.Should().Be(consistency);
        new OracleOdbcProfile().FactsSql.Should().Contain($"AS \"{OracleCapabilities.FlashbackFact}\"");
    }

    [Fact]
    public void Each_capability_has_a_page_and_each_refusal_a_reason()
        => OracleCapabilities.KnownServers.SelectMany(server => All(OracleCapabilities.Of(server)))
            .Should().OnlyContain(capability => capability.Manual.StartsWith("https://docs.oracle.com/") && (capability.IsSupported || capability.Reason.Length > 10) && capability != Capability.NotOffered);

    [Fact]
    public void The_known_servers_are_those_at_which_something_changes()
        => OracleCapabilities.KnownServers.Zip(OracleCapabilities.KnownServers.Skip(1)).Should().NotBeEmpty()
            .And.OnlyContain(pair => pair.First.Version < pair.Second.Version && !Missing(OracleCapabilities.Of(pair.First)).SequenceEqual(Missing(OracleCapabilities.Of(pair.Second))));

    [Fact]
    public void What_the_dialect_has_not_is_not_offered()
    {
        var driver = new OracleDriver();
        DriverCapabilities capabilities = driver.Describe(driver.KnownServers[^1]);
        capabilities.Returning.IsSupported.Should().Be(driver.Dialect.Returning("DELETE FROM t", []) is not null);
        capabilities.LockTimeout.IsSupported.Should().Be(driver.Dialect.BeginTransaction(new() { LockTimeout = TimeSpan.FromSeconds(1) }) is not null);
        capabilities.ReadOnlyTransactions.IsSupported.Should().Be(driver.Dialect.BeginTransaction(new() { ReadOnly = true }) is not null);
        capabilities.Upsert.IsSupported.Should().Be(driver.Dialect.Upsert(new() { Name = "t" }, ["a"], ["a"]) is not null);
        capabilities.Savepoints.IsSupported.Should().Be(driver.Dialect.Savepoint("s") is not null);
    }

    [Fact]
    public async Task The_driver_says_who_it_is_and_that_no_server_was_there()
    {
        var driver = new OracleDriver();
        driver.Info.Id.Should().Be("oracle");
        driver.Info.Name.Should().Be("Oracle Database");
        driver.Info.Schemes.Should().Equal("oracle");
        driver.Info.DbmsNames.Should().Equal("Oracle");
        driver.Info.OdbcDrivers.Should().Equal("Oracle*", "libsqora*", "sqora*");
        driver.Odbc.Should().BeOfType<OracleOdbcProfile>();
        driver.TestedAgainst[0].Should().StartWith("No Oracle Database");
        (await driver.OpenAsync(new() { Scheme = "oracle" }, null!, default)).Should().BeNull("ODBC is the way");
    }

    private static DriverCapabilities Of(string version, string? flashback = null) => OracleCapabilities.Of(new()
    {
        Product = "Oracle",
        Version = Version.Parse(version),
        Facts = flashback is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [OracleCapabilities.FlashbackFact] = flashback },
    });

    private static IEnumerable<Capability> All(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Select(property => property.GetValue(capabilities)).OfType<Capability>();

    private static IEnumerable<string> Missing(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Where(property => property.GetValue(capabilities) is Capability { IsSupported: false }).Select(property => property.Name);
}
