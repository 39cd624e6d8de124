using System.Composition.Convention;
using System.Composition.Hosting;
using System.Reflection;

namespace Quarry.Hosting.Composition;

/// <summary>One System.Composition container over the parts of a plugin. Plugins carry no attribute of it: what is a part is said here, by base class.</summary>
internal static class PartContainer
{
    /// <param name="parts">Concrete classes of <see cref="PartTypes"/>.</param>
    /// <exception cref="PluginRefusedException">A part has no public constructor.</exception>
    public static CompositionHost Create(IReadOnlyList<Type> parts)
    {
        var conventions = new ConventionBuilder();
        foreach (Type part in parts)
        {
            if (part.GetConstructors().Length == 0)
            {
                throw CompositionFault.NoPublicConstructor(part);
            }

            conventions.ForType(part)
                .Export(export => export.AsContractType(PartTypes.ContractOf(part)))
                .Export(export => export.AsContractType(part))
                .SelectConstructor(LongestOf)
                .Shared();
        }

        return new ContainerConfiguration().WithParts(parts, conventions).CreateContainer();
    }

    private static ConstructorInfo LongestOf(IEnumerable<ConstructorInfo> constructors) => constructors.MaxBy(constructor => constructor.GetParameters().Length)!;
}
