namespace Quarry.Sdk;

/// <summary>Every error of the tool. QRYSDK006, 007 and 012 are reported by Quarry.Sdk.Checks.targets.</summary>
internal static class Errors
{
    public static BuildException NoDriver()
        => new("QRYSDK001", "The assembly has no driver. Derive one class from Quarry.Contracts.Driver and mark it with [Driver(\"id\")], "
            + "or mark the assembly with [assembly: DriverExtension(\"id\", \"extended-id\")] if it extends another plugin.");

    public static BuildException SeveralDrivers(IEnumerable<string> classes)
        => new("QRYSDK002", $"A plugin has one driver, but [Driver] marks {string.Join(" and ", classes)}. Move one of them into a plugin of its own.");

    public static BuildException NotADriver(string type)
        => new("QRYSDK003", $"{type} is marked with [Driver] but does not derive from Quarry.Contracts.Driver. Derive it, or remove the attribute.");

    public static BuildException AbstractDriver(string type)
        => new("QRYSDK003", $"{type} is marked with [Driver] but the host cannot create it: it is abstract or generic. Mark the concrete class instead.");

    public static BuildException NoPublicConstructor(string type)
        => new("QRYSDK003", $"{type} is marked with [Driver] but has no public constructor, so the host cannot create it. Add one; the class itself may be internal.");

    public static BuildException BadId(string id, string role)
        => new("QRYSDK004", $"\"{id}\" cannot be the {role}. An id is lower-case letters, digits and -, starting with a letter, at most 64 characters.");

    public static BuildException BadScheme(string scheme)
        => new("QRYSDK005", $"\"{scheme}\" cannot be a scheme. A scheme is lower-case letters, digits and -, starting with a letter, at most 64 characters, without the colon.");

    public static BuildException SchemeTwice(string scheme) => new("QRYSDK005", $"The scheme \"{scheme}\" is listed twice. Remove one.");

    public static BuildException Unreachable(string id)
        => new("QRYSDK005", $"Nothing leads to the driver \"{id}\". Give [Driver] Schemes, OdbcDrivers or DbmsNames.");

    public static BuildException NoContracts()
        => new("QRYSDK008", "The project does not reference Quarry.Contracts. Add <PackageReference Include=\"Quarry.Contracts\" />.");

    public static BuildException BadVersion(string version)
        => new("QRYSDK009", $"\"{version}\" is not a SemVer version. Set <Version>, such as <Version>1.2.0</Version>.");

    public static BuildException DriverAndExtension(string type)
        => new("QRYSDK010", $"A plugin is a driver or extends one, but {type} is marked with [Driver] and the assembly with [DriverExtension]. Keep one of the two.");

    public static BuildException NotOurFolder(string folder)
        => new("QRYSDK011", $"{folder} holds files but no plugin.json, so it is no staged plugin and is not replaced. Delete it, or set <QuarryPluginsDirectory> to another directory.");

    public static BuildException Unwritable(string folder, string cause)
        => new("QRYSDK013", $"The plugin folder {folder} cannot be written: {cause} End the program that uses the plugin and build again.");
}
