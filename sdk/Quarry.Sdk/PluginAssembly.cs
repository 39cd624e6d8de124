using System.Reflection;
using System.Reflection.Metadata;

namespace Quarry.Sdk;

/// <summary>Finds in a built assembly what makes it a plugin.</summary>
internal static class PluginAssembly
{
    public const string Contracts = "Quarry.Contracts";

    public static PluginDescription Describe(BuildRequest request)
    {
        string contracts = request.References.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == Contracts) ?? throw Errors.NoContracts();
        using var assembly = new AssemblyFile(request.Assembly);
        using var contract = new AssemblyFile(contracts);
        PluginDescription plugin = Identify(assembly, request) with
        {
            Version = assembly.InformationalVersion,
            Assembly = Path.GetFileName(request.Assembly),
            Contract = Version.Parse(contract.InformationalVersion.Split('-')[0]),
        };
        if (request.Checks)
        {
            PluginRules.Check(plugin);
        }

        return plugin with { Name = plugin.Name.Length > 0 ? plugin.Name : plugin.Id };
    }

    private static PluginDescription Identify(AssemblyFile assembly, BuildRequest request)
    {
        MetadataReader metadata = assembly.Metadata;
        AttributeReader? extension = AttributeReader.Find(metadata, assembly.Attributes, "Quarry.Contracts.DriverExtensionAttribute");
        (TypeDefinitionHandle Type, AttributeReader Attribute)[] drivers = [.. FindDrivers(metadata)];
        if (drivers.Length == 0)
        {
            return extension is null ? throw Errors.NoDriver() : new()
            {
                Id = extension.Argument(0),
                Extends = extension.Argument(1),
                Name = extension.Text("Name"),
                Vendor = extension.Text("Vendor"),
            };
        }

        if (request.Checks)
        {
            CheckDriver(metadata, drivers, extension, request);
        }

        AttributeReader driver = drivers[0].Attribute;
        return new()
        {
            Id = driver.Argument(0),
            Name = driver.Text("Name"),
            Vendor = driver.Text("Vendor"),
            Schemes = driver.List("Schemes"),
            OdbcDrivers = driver.List("OdbcDrivers"),
            DbmsNames = driver.List("DbmsNames"),
        };
    }

    private static IEnumerable<(TypeDefinitionHandle Type, AttributeReader Attribute)> FindDrivers(MetadataReader metadata)
        => from handle in metadata.TypeDefinitions
           let attribute = AttributeReader.Find(metadata, metadata.GetTypeDefinition(handle).GetCustomAttributes(), "Quarry.Contracts.DriverAttribute")
           where attribute is not null
           select (handle, attribute);

    private static void CheckDriver(
        MetadataReader metadata, (TypeDefinitionHandle Type, AttributeReader Attribute)[] drivers, AttributeReader? extension, BuildRequest request)
    {
        if (drivers.Length > 1)
        {
            throw Errors.SeveralDrivers(drivers.Select(driver => TypeNames.Of(metadata, driver.Type)));
        }

        TypeDefinitionHandle type = drivers[0].Type;
        string name = TypeNames.Of(metadata, type);
        if (extension is not null)
        {
            throw Errors.DriverAndExtension(name);
        }

        if (!new BaseClasses(request.References).ReachDriver(metadata, type))
        {
            throw Errors.NotADriver(name);
        }

        TypeDefinition definition = metadata.GetTypeDefinition(type);
        if (definition.Attributes.HasFlag(TypeAttributes.Abstract) || definition.GetGenericParameters().Count > 0)
        {
            throw Errors.AbstractDriver(name);
        }

        if (!definition.GetMethods().Select(metadata.GetMethodDefinition).Any(method => metadata.StringComparer.Equals(method.Name, ".ctor")
            && (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public))
        {
            throw Errors.NoPublicConstructor(name);
        }
    }
}
