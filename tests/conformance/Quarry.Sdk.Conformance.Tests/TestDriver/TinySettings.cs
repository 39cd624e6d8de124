using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>What is wrong with a test driver: nothing, by default.</summary>
internal sealed record TinySettings
{
    public Fault Fault { get; init; }
    /// <summary>Capabilities whose implementation is taken out.</summary>
    public IReadOnlySet<string> Removed { get; init; } = new HashSet<string>();
    /// <summary>Capabilities that are not claimed.</summary>
    public IReadOnlySet<string> Unclaimed { get; init; } = new HashSet<string>();

    public bool Has(Fault fault) => Fault == fault;

    public bool Lacks(string capability) => Removed.Contains(capability);

    /// <summary>Claims every capability that the contract has, by reflection, so that a new one is claimed too.</summary>
    public DriverCapabilities Claims()
    {
        var capabilities = new DriverCapabilities();
        foreach (var property in typeof(DriverCapabilities).GetProperties().Where(property => property.PropertyType == typeof(Capability)))
        {
            property.SetValue(capabilities, Unclaimed.Contains(property.Name)
                ? Capability.No("the test takes it away", "")
                : Capability.Yes(Has(Fault.ClaimWithoutManual) ? "" : $"https://example.org/tiny/{property.Name}"));
        }

        return capabilities;
    }
}
