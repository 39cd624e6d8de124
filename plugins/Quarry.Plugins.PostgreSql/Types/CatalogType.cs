namespace Quarry.Plugins.PostgreSql.Types;

/// <summary>A row of pg_type.</summary>
/// <param name="Name">The type's name in SQL.</param>
/// <param name="Base">Of a domain, its base type, else 0.</param>
/// <param name="BaseModifier">Of a domain, its base type's modifier.</param>
/// <param name="Element">Of an array whose elements a comma parts, their type, else 0.</param>
internal sealed record CatalogType(string Name, uint Base, int BaseModifier, uint Element);
