using System.Reflection;

namespace Quarry.Contracts;

/// <summary>Who a driver is: the content of its <see cref="DriverAttribute"/> with the version of its assembly.</summary>
public sealed record DriverInfo
{
    /// <summary>The driver's id.</summary>
    public required string Id { get; init; }
    /// <summary>The name shown to people.</summary>
    public required string Name { get; init; }
    /// <summary>Who wrote the driver.</summary>
    public string Vendor { get; init; } = "";
    /// <summary>The plugin's SemVer version.</summary>
    public string Version { get; init; } = "0.0.0";
    /// <summary>URI schemes of targets that this driver opens.</summary>
    public IReadOnlyList<string> Schemes { get; init; } = [];
    /// <summary>Patterns of ODBC driver names.</summary>
    public IReadOnlyList<string> OdbcDrivers { get; init; } = [];
    /// <summary>Patterns of SQL_DBMS_NAME.</summary>
    public IReadOnlyList<string> DbmsNames { get; init; } = [];

    /// <summary>Reads the attribute of a driver class.</summary>
    /// <param name="driver">A class that carries <see cref="DriverAttribute"/>.</param>
    /// <exception cref="ArgumentException">It carries none.</exception>
    public static DriverInfo Of(Type driver)
    {
        ArgumentNullException.ThrowIfNull(driver);
        DriverAttribute attribute = driver.GetCustomAttribute<DriverAttribute>()
            ?? throw new ArgumentException($"{driver.FullName} carries no [Driver(\"id\")] attribute. Add one to the class.", nameof(driver));
        string? version = driver.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return new()
        {
            Id = attribute.Id,
            Name = attribute.Name.Length > 0 ? attribute.Name : attribute.Id,
            Vendor = attribute.Vendor,
            Version = version?.Split('+')[0] ?? "0.0.0",
            Schemes = attribute.Schemes,
            OdbcDrivers = attribute.OdbcDrivers,
            DbmsNames = attribute.DbmsNames,
        };
    }
}
