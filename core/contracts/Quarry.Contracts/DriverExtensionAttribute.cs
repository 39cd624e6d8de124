namespace Quarry.Contracts;

/// <summary>Marks an assembly as a plugin that has no driver of its own but extends another: with rules, types or an ODBC profile.</summary>
/// <param name="id">The plugin's own id, formed like a driver's.</param>
/// <param name="extends">The id of the driver that it extends.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class DriverExtensionAttribute(string id, string extends) : Attribute
{
    /// <summary>The plugin's own id.</summary>
    public string Id { get; } = id;
    /// <summary>The id of the driver that it extends.</summary>
    public string Extends { get; } = extends;
    /// <summary>The name shown to people.</summary>
    public string Name { get; init; } = "";
    /// <summary>Who wrote it.</summary>
    public string Vendor { get; init; } = "";
}
