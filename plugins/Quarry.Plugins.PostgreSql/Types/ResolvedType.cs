namespace Quarry.Plugins.PostgreSql.Types;

/// <summary>A type as values of it travel.</summary>
/// <param name="Oid">The type, of a domain its base type.</param>
/// <param name="Modifier">atttypmod, of a domain that of its base type; −1 if there is none.</param>
/// <param name="Name">The name in SQL, of a domain its own; <c>[]</c> at its end is a list.</param>
internal sealed record ResolvedType(uint Oid, int Modifier, string Name);
