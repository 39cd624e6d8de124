using System.Reflection;
using System.Runtime.CompilerServices;

namespace Quarry.Engine.Parameters;

/// <summary>Reads the public properties of one type. Made once per type; the table does not keep the type alive.</summary>
internal sealed class ObjectReader
{
    private static readonly ConditionalWeakTable<Type, ObjectReader> s_readers = [];

    private ObjectReader(Type type)
    {
        IsAnonymous = type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && type.Name.Contains("AnonymousType", StringComparison.Ordinal);
        Properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .DistinctBy(property => property.Name)
            .Select(property => new ObjectProperty(property.Name, property.PropertyType, MethodInvoker.Create(property.GetMethod!)))];
    }

    /// <summary>True for <c>new { … }</c>: every property is meant as a parameter.</summary>
    public bool IsAnonymous { get; }

    /// <summary>The properties, in the order of their declaration.</summary>
    public IReadOnlyList<ObjectProperty> Properties { get; }

    public static ObjectReader Of(Type type) => s_readers.GetValue(type, static key => new(key));

    /// <summary>The properties; a value is read when it is asked for.</summary>
    public NamedValue[] Read(object instance)
    {
        var values = new NamedValue[Properties.Count];
        for (int i = 0; i < values.Length; i++)
        {
            MethodInvoker getter = Properties[i].Getter;
            values[i] = new(Properties[i].Name, () => getter.Invoke(instance));
        }

        return values;
    }
}
