using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Tests;

public sealed class CapabilityTests
{
    public static TheoryData<string> Versions => ["14.0", "15.0", "16.0", "17.0", "18.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Supported_versions_offer_everything(string version)
    {
        DriverCapabilities capabilities = Of("PostgreSQL", version);
        All(capabilities).Should().OnlyContain(capability => capability.IsSupported && capability.Manual.StartsWith("https://"));
    }

    [Theory]
    [InlineData("13.0", nameof(DriverCapabilities.Partitions))]
    [InlineData("10.0", nameof(DriverCapabilities.Partitions), nameof(DriverCapabilities.OutputParameters), nameof(DriverCapabilities.Catalog))]
    [InlineData("9.4", nameof(DriverCapabilities.Partitions), nameof(DriverCapabilities.OutputParameters), nameof(DriverCapabilities.Catalog), nameof(DriverCapabilities.Upsert))]
    public void Older_versions_lack_what_came_later(string version, params string[] missing) => Missing(Of("PostgreSQL", version)).Should().BeEquivalentTo(missing);

    [Theory]
    [InlineData("Amazon Redshift", nameof(DriverCapabilities.BulkWrite))]
    [InlineData("Materialize", nameof(DriverCapabilities.Savepoints))]
    [InlineData("CockroachDB", nameof(DriverCapabilities.OutputParameters))]
    public void Other_products_say_what_they_lack_and_why(string product, string missing)
    {
        DriverCapabilities capabilities = Of(product, "13.0");
        Missing(capabilities).Should().Contain(missing);
        All(capabilities).Where(capability => !capability.IsSupported).Should().OnlyContain(capability => capability.Reason.Contains(product) && capability.Manual.StartsWith("https://"));
    }

    private static DriverCapabilities Of(string product, string version)
        => PostgreSqlCapabilities.Of(new() { Product = product, Version = Version.Parse(version) });

    private static IEnumerable<Capability> All(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Select(property => property.GetValue(capabilities)).OfType<Capability>();

    private static IEnumerable<string> Missing(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Where(property => property.GetValue(capabilities) is Capability { IsSupported: false }).Select(property => property.Name);
}
