using System.Composition.Hosting;
using System.Reflection;
using Quarry.Contracts;

namespace Quarry.Hosting.Composition;

/// <summary>Creates the parts of an extension by themselves, so that one that fails has touched no driver.</summary>
internal static class ExtensionComposer
{
    /// <param name="assembly">The extension's entry assembly.</param>
    /// <param name="id">Its id in the manifest.</param>
    /// <param name="extends">The driver's id in the manifest.</param>
    /// <exception cref="PluginRefusedException">It is not an extension, or its parts do not fit together.</exception>
    public static ComposedExtension Compose(Assembly assembly, string id, string extends)
    {
        string name = assembly.GetName().Name!;
        CheckAttribute(assembly, name, id, extends);
        PartTypes types = PartTypes.Of(assembly);
        if (types.Marked.Count > 0)
        {
            throw CompositionFault.ExtensionHasDriver(name, types.Marked);
        }

        Type[] parts = [.. types.Parts.Where(type => !type.IsSubclassOf(typeof(TypeMap)) && !type.IsSubclassOf(typeof(Dialect)))];
        if (parts.Length == 0)
        {
            throw CompositionFault.ExtensionEmpty(name);
        }

        CompositionHost container = PartContainer.Create(parts);
        try
        {
            return Create(container, [.. types.Rules]);
        }
        catch (CompositionFailedException e)
        {
            container.Dispose();
            throw CompositionFault.Failed(null, PluginFault.Of(e).Cause);
        }
        catch
        {
            container.Dispose();
            throw;
        }
    }

    private static ComposedExtension Create(CompositionHost container, Type[] rules)
    {
        // Their instances come from the driver's container later; created here, because one that throws must fail here.
        _ = container.GetExports<OptimizationRule>().Count();
        OdbcProfile[] profiles = [.. container.GetExports<OdbcProfile>()];
        return profiles.Length < 2
            ? new ComposedExtension(rules, [.. container.GetExports<TypeExtension>()], profiles.FirstOrDefault(), container)
            : throw CompositionFault.SeveralProfiles([.. profiles.Select(profile => profile.GetType().FullName!)]);
    }

    private static void CheckAttribute(Assembly assembly, string name, string id, string extends)
    {
        DriverExtensionAttribute? attribute = assembly.GetCustomAttribute<DriverExtensionAttribute>();
        if (attribute is null)
        {
            throw CompositionFault.ExtensionAttribute(name, "carries no DriverExtension attribute", id, extends);
        }

        if (attribute.Id != id || attribute.Extends != extends)
        {
            throw CompositionFault.ExtensionAttribute(name, $"says that '{attribute.Id}' extends '{attribute.Extends}'", id, extends);
        }
    }
}
