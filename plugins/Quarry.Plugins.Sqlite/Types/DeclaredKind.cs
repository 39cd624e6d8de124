namespace Quarry.Plugins.Sqlite.Types;

/// <summary>What a declared type says of its values, as far as their text says it.</summary>
internal enum DeclaredKind
{
    /// <summary>Nothing: no type, ANY, or a name that neither the driver nor SQLite knows. The values decide.</summary>
    PerValue,
    /// <summary>A number without precision.</summary>
    Numeric,
    /// <summary>A logical type.</summary>
    Typed,
}
