using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Tests;

public sealed class CapabilityTests
{
    private const string Always = "DeferrableTransactions Partitions ReadOnlyTransactions Returning Snapshots";

    [Theory]
    [InlineData(0, Always + " Catalog TransactionalDefinitions Upsert")]
    [InlineData(1, Always + " TransactionalDefinitions Upsert")]
    [InlineData(2, Always + " TransactionalDefinitions")]
    [InlineData(3, Always)]
    public void Each_known_server_lacks_what_came_later(int index, string missing)
    {
        var driver = new SybaseDriver();
        driver.KnownServers.Should().HaveCount(4).And.BeInAscendingOrder(server => server.Version);
        DriverCapabilities capabilities = driver.Describe(driver.KnownServers[index]);
        Missing(capabilities).Order().Should().Equal(missing.Split(' ').Order());
        capabilities.PartitionConsistency.Should().Be(PartitionConsistency.None);
    }

    [Fact]
    public void Every_capability_is_stated_with_its_manual_and_every_lack_with_its_reason()
    {
        foreach (ServerInfo server in new SybaseDriver().KnownServers)
        {
            foreach (Capability capability in All(SybaseCapabilities.Of(server)))
            {
                capability.Manual.Should().StartWith("https://infocenter.sybase.com/");
                capability.Should().NotBeSameAs(Capability.NotOffered);
                (capability.Reason.Length > 0).Should().Be(!capability.IsSupported);
            }
        }
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData(null, false)]
    public void Definitions_are_part_of_a_transaction_where_the_database_says_so(string? fact, bool expected)
    {
        Capability definitions = Of("16.0.0", fact is null ? [] : [KeyValuePair.Create("ddl_in_tran", fact)]).TransactionalDefinitions;
        definitions.IsSupported.Should().Be(expected);
        (expected || definitions.Reason.Contains("ddl in tran")).Should().BeTrue();
    }

    [Theory]
    [InlineData("0.0", "15700", true)]
    [InlineData("0.0", "16000", true)]
    [InlineData("0.0", "15503", false)]
    [InlineData("15.7.0", "", true)]
    [InlineData("15.0.3", "no number", false)]
    public void The_servers_own_number_tells_before_the_ODBC_drivers_version(string version, string number, bool upsert)
        => Of(version, [KeyValuePair.Create("version_number", number)]).Upsert.IsSupported.Should().Be(upsert);

    private static DriverCapabilities Of(string version, KeyValuePair<string, string>[] facts)
        => SybaseCapabilities.Of(new() { Product = "ASE", Version = Version.Parse(version), Facts = facts.ToDictionary() });

    private static IEnumerable<Capability> All(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Select(property => property.GetValue(capabilities)).OfType<Capability>();

    private static IEnumerable<string> Missing(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Where(property => property.GetValue(capabilities) is Capability { IsSupported: false }).Select(property => property.Name);
}
