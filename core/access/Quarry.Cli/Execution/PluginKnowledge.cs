using System.Reflection;
using Quarry.Contracts;

namespace Quarry.Cli.Execution;

/// <summary>What a driver tells of itself, in the order in which people ask.</summary>
internal static class PluginKnowledge
{
    private static readonly PropertyInfo[] s_capabilities = [.. typeof(DriverCapabilities).GetProperties().Where(property => property.PropertyType == typeof(Capability))];

    /// <summary>Each capability by its name, on each of the servers that the driver describes without one at hand.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<Capability> OnServers)> Capabilities(IReadOnlyList<DriverCapabilities> described)
        => s_capabilities.Select(property => (property.Name, (IReadOnlyList<Capability>)[.. described.Select(capabilities => (Capability)property.GetValue(capabilities)!)]));

    /// <summary>The native type as its database writes it, with what tells it from its brothers.</summary>
    public static string Native(NativeColumn column)
    {
        string name = column.TypeName.Length > 0 ? column.TypeName : "(no name)";
        string digits = column.Precision == 0 && column.Scale == 0 || name.Contains('(', StringComparison.Ordinal) ? ""
            : column.Scale == 0 ? $"({column.Precision})"
            : column.Precision == 0 ? $"(,{column.Scale})"
            : $"({column.Precision},{column.Scale})";
        return name + digits;
    }
}
