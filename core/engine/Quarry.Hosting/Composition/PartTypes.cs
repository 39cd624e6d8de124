using System.Reflection;
using Quarry.Contracts;

namespace Quarry.Hosting.Composition;

/// <summary>The classes of an entry assembly that are parts, by what they are to the host.</summary>
internal sealed class PartTypes
{
    private static readonly Type[] s_contracts =
        [typeof(TypeMap), typeof(Dialect), typeof(OptimizationRule), typeof(TypeExtension), typeof(OdbcProfile)];

    private PartTypes(IReadOnlyList<Type> drivers, IReadOnlyList<Type> marked, IReadOnlyList<Type> parts) => (Drivers, Marked, Parts) = (drivers, marked, parts);

    /// <summary>Concrete classes that derive from <see cref="Driver"/>, marked or not.</summary>
    public IReadOnlyList<Type> Drivers { get; }
    /// <summary>Classes with <see cref="DriverAttribute"/>, whatever they derive from.</summary>
    public IReadOnlyList<Type> Marked { get; }
    /// <summary>Concrete classes that derive from another contract type.</summary>
    public IReadOnlyList<Type> Parts { get; }
    /// <summary>Those parts that are rules.</summary>
    public IEnumerable<Type> Rules => Parts.Where(type => type.IsSubclassOf(typeof(OptimizationRule)));

    /// <summary>Sorts the types of an assembly.</summary>
    /// <param name="assembly">The entry assembly.</param>
    /// <exception cref="ReflectionTypeLoadException">A type cannot be loaded. It could be a rule, so it is not passed over.</exception>
    public static PartTypes Of(Assembly assembly)
    {
        Type[] classes = [.. assembly.GetTypes().Where(type => type is { IsClass: true, ContainsGenericParameters: false })];
        Type[] concrete = [.. classes.Where(type => !type.IsAbstract)];
        return new(
            [.. concrete.Where(type => type.IsSubclassOf(typeof(Driver)))],
            [.. classes.Where(type => type.IsDefined(typeof(DriverAttribute), inherit: false))],
            [.. concrete.Where(type => Array.Exists(s_contracts, type.IsSubclassOf))]);
    }

    /// <summary>The contract type by which a part is injected.</summary>
    /// <param name="part">One of <see cref="Parts"/> or <see cref="Drivers"/>.</param>
    public static Type ContractOf(Type part) => Array.Find(s_contracts, part.IsSubclassOf) ?? typeof(Driver);
}
