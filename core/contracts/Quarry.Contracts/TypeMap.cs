namespace Quarry.Contracts;

/// <summary>How the native types of a database become logical types, and which native type a table that Quarry creates gets. Safe from any thread.</summary>
public abstract class TypeMap
{
    private IReadOnlyList<TypeExtension> _extensions = [];

    /// <summary>The logical type of a native column; mappings of extending plugins come first.</summary>
    /// <param name="column">What the database says of the column.</param>
    /// <param name="options">The caller's choices.</param>
    public LogicalType Map(NativeColumn column, ReadOptions options)
    {
        foreach (TypeExtension extension in _extensions)
        {
            if (extension.Map(column, options) is { } type)
            {
                return type;
            }
        }

        return MapCore(column, options);
    }

    /// <summary>The native type for a column of a table that Quarry creates.</summary>
    /// <param name="type">The logical type.</param>
    /// <returns>A type as it stands in CREATE TABLE, or null if no native type holds every value of it exactly.</returns>
    public abstract string? ToDdl(LogicalType type);

    /// <summary>A native column for each type that the map tells apart. <c>quarry plugins show</c> prints what they become.</summary>
    public virtual IReadOnlyList<NativeColumn> Known => [];

    /// <summary>Adds the mappings of extending plugins. The host calls it once, before the first session opens.</summary>
    /// <param name="extensions">In the order in which they are asked.</param>
    public void Extend(IReadOnlyList<TypeExtension> extensions) => _extensions = extensions;

    /// <summary>The driver's own mapping.</summary>
    /// <param name="column">What the database says of the column.</param>
    /// <param name="options">The caller's choices.</param>
    protected abstract LogicalType MapCore(NativeColumn column, ReadOptions options);
}
