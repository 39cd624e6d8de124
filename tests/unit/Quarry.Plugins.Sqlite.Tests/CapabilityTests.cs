using System.Collections.Frozen;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class CapabilityTests
{
    [Fact]
    public async Task The_library_of_the_plugin_offers_all_that_makes_sense_in_a_library()
    {
        await using TestSession db = await TestSession.OpenAsync();
        DriverCapabilities capabilities = db.Driver.Describe(db.Session.Server);
        foreach (System.Reflection.PropertyInfo property in typeof(DriverCapabilities).GetProperties().Where(property => property.PropertyType == typeof(Capability)))
        {
            var capability = (Capability)property.GetValue(capabilities)!;
            capability.IsSupported.Should().Be(
                property.Name is not (nameof(DriverCapabilities.OutputParameters) or nameof(DriverCapabilities.DeferrableTransactions) or nameof(DriverCapabilities.Batches)
                    or nameof(DriverCapabilities.Snapshots) or nameof(DriverCapabilities.Partitions)),
                property.Name);
            capability.Manual.Should().StartWith("https://www.sqlite.org/");
        }
    }

    [Theory]
    [InlineData("3.34.0", nameof(DriverCapabilities.Returning))]
    [InlineData("3.36.0", nameof(DriverCapabilities.Catalog))]
    [InlineData("3.23.0", nameof(DriverCapabilities.Upsert))]
    [InlineData("3.7.0", nameof(DriverCapabilities.ReadOnlyTransactions))]
    [InlineData("3.6.0", nameof(DriverCapabilities.Savepoints))]
    public void An_older_library_offers_less(string version, string missing)
        => Get(new() { Product = "SQLite", Version = Version.Parse(version) }, missing).Reason.Should().Contain("it needs version");

    [Theory]
    [InlineData("OMIT_PROGRESS_CALLBACK", nameof(DriverCapabilities.Cancel))]
    [InlineData("OMIT_UPSERT", nameof(DriverCapabilities.Upsert))]
    [InlineData("OMIT_SCHEMA_PRAGMAS", nameof(DriverCapabilities.Catalog))]
    public void A_compile_option_can_take_something_away(string option, string missing)
        => Get(new() { Product = "SQLite", Version = new(3, 53), Facts = new Dictionary<string, string> { [option] = "" }.ToFrozenDictionary() }, missing).Reason.Should().Contain(option);

    [Fact]
    public void The_driver_tells_who_it_is()
    {
        var driver = new SqliteDriver();
        driver.Info.Id.Should().Be("sqlite");
        driver.Info.Schemes.Should().Equal("sqlite");
        driver.Rules.Should().BeEmpty();
        driver.Odbc.Should().BeNull();
    }

    private static Capability Get(ServerInfo server, string name)
    {
        var capability = (Capability)typeof(DriverCapabilities).GetProperty(name)!.GetValue(new SqliteDriver().Describe(server))!;
        capability.IsSupported.Should().BeFalse();
        return capability;
    }
}
