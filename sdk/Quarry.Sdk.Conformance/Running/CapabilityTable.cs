using System.Reflection;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Running;

/// <summary>The capabilities by name: whatever properties of that type <see cref="DriverCapabilities"/> has.</summary>
internal static class CapabilityTable
{
    private static readonly Dictionary<string, PropertyInfo> s_properties = typeof(DriverCapabilities).GetProperties()
        .Where(property => property.PropertyType == typeof(Capability)).ToDictionary(property => property.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => s_properties.Keys;

    public static Capability Get(DriverCapabilities capabilities, string name) => (Capability)s_properties[name].GetValue(capabilities)!;
}
