using System.Collections.Frozen;

namespace Quarry.Contracts;

/// <summary>Name and type of one column.</summary>
public sealed record ColumnSchema
{
    /// <summary>The name; it may be empty and need not be unique.</summary>
    public required string Name { get; init; }
    /// <summary>The logical type.</summary>
    public required LogicalType Type { get; init; }
    /// <summary>False only if there is never a NULL.</summary>
    public bool IsNullable { get; init; } = true;
    /// <summary>The type's name in the database, or "".</summary>
    public string NativeType { get; init; } = "";
    /// <summary>Further facts, such as an extension type's name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = FrozenDictionary<string, string>.Empty;
}
