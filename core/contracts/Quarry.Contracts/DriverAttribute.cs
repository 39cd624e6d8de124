namespace Quarry.Contracts;

/// <summary>Marks the one class of a plugin that is its driver, and states what the host must know without loading it.</summary>
/// <remarks>The SDK reads the attribute from the built assembly's metadata and writes it to <c>plugin.json</c>; nothing of it stands twice.</remarks>
/// <param name="id">The driver's id: lower-case letters, digits and <c>-</c>, starting with a letter; at most 64 characters.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DriverAttribute(string id) : Attribute
{
    /// <summary>The driver's id.</summary>
    public string Id { get; } = id;
    /// <summary>The name shown to people, such as <c>PostgreSQL</c>.</summary>
    public string Name { get; init; } = "";
    /// <summary>Who wrote the driver.</summary>
    public string Vendor { get; init; } = "";
    /// <summary>URI schemes of targets that this driver opens, without <c>:</c>.</summary>
    public string[] Schemes { get; init; } = [];
    /// <summary>ODBC driver names this driver knows, with <c>*</c> as wildcard, case-insensitive.</summary>
    public string[] OdbcDrivers { get; init; } = [];
    /// <summary>Values of SQL_DBMS_NAME this driver knows, with <c>*</c> as wildcard, case-insensitive.</summary>
    public string[] DbmsNames { get; init; } = [];
}
