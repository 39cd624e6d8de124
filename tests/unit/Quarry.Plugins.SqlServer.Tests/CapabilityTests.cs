using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Tests;

public sealed class CapabilityTests
{
    private static readonly string[] s_never =
        [nameof(DriverCapabilities.ReadOnlyTransactions), nameof(DriverCapabilities.DeferrableTransactions), nameof(DriverCapabilities.Snapshots)];

    public static TheoryData<int, string, string[]> Servers => new()
    {
        { 9, "3", [nameof(DriverCapabilities.Upsert), nameof(DriverCapabilities.Catalog)] },
        { 10, "3", [nameof(DriverCapabilities.Catalog)] },
        { 12, "3", [nameof(DriverCapabilities.Catalog)] },
        { 13, "3", [] },
        { 17, "2", [] },
        // Azure calls itself 12.0, and is newer than any version.
        { 12, "5", [] },
        { 12, "8", [] },
        { 12, "12", [] },
        {
            12, "6",
            [
                nameof(DriverCapabilities.Savepoints), nameof(DriverCapabilities.TransactionalDefinitions), nameof(DriverCapabilities.LockTimeout), nameof(DriverCapabilities.OutputParameters),
                nameof(DriverCapabilities.Returning), nameof(DriverCapabilities.Upsert), nameof(DriverCapabilities.Catalog), nameof(DriverCapabilities.Partitions),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public void A_version_lacks_what_came_later_and_says_why(int major, string edition, string[] missing)
    {
        DriverCapabilities capabilities = SqlServerCapabilities.Of(Server(major, edition));
        IEnumerable<(string Name, Capability Value)> all = All(capabilities);
        all.Where(one => !one.Value.IsSupported).Select(one => one.Name).Should().BeEquivalentTo(s_never.Concat(missing));
        all.Should().OnlyContain(one => one.Value.Manual.StartsWith("https://learn.microsoft.com/") && one.Value.IsSupported == (one.Value.Reason == ""));
        capabilities.PartitionConsistency.Should().Be(PartitionConsistency.None);
    }

    [Fact]
    public void Nothing_is_left_to_a_default()
        => All(SqlServerCapabilities.Of(Server(16, "3"))).Should().OnlyContain(one => !ReferenceEquals(one.Value, Capability.NotOffered));

    [Fact]
    public void A_session_that_could_not_ask_is_told_by_its_version()
        => SqlServerCapabilities.Of(new() { Product = "Microsoft SQL Server", Version = new(16, 0, 4003) }).Catalog.IsSupported.Should().BeTrue();

    [Fact]
    public void Known_servers_are_those_at_which_something_changes()
    {
        var driver = new SqlServerDriver();
        driver.KnownServers.Select(server => server.VersionText).Should().Equal(
            "9.0 (SQL Server 2005)", "10.0 (SQL Server 2008)", "13.0 (SQL Server 2016)", "12.0 (Azure SQL Database)", "12.0 (Azure Synapse Analytics)");
        driver.KnownServers.Select(server => string.Join(' ', All(driver.Describe(server)).Where(one => one.Value.IsSupported).Select(one => one.Name))).Distinct().Should().HaveCount(4,
            "Azure SQL Database is as SQL Server 2016");
        driver.TestedAgainst[0].Should().StartWith("No server");
        TSql.One<Microsoft.SqlServer.TransactSql.ScriptDom.SelectStatement>(driver.Odbc.FactsSql!);
        driver.Odbc.FactsSql.Should().Contain("[sqlserver.engine-edition]").And.Contain("[sqlserver.snapshot-isolation]").And.Contain("d.name = DB_NAME()");
    }

    private static ServerInfo Server(int major, string edition) => new()
    {
        Product = "Microsoft SQL Server",
        Version = new(major, 0, 2000),
        Facts = new Dictionary<string, string> { ["sqlserver.engine-edition"] = edition },
    };

    private static IEnumerable<(string Name, Capability Value)> All(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Where(property => property.PropertyType == typeof(Capability)).Select(property => (property.Name, (Capability)property.GetValue(capabilities)!));
}
