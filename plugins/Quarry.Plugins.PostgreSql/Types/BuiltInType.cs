namespace Quarry.Plugins.PostgreSql.Types;

/// <summary>A type that every database has.</summary>
/// <param name="Oid">Its object id.</param>
/// <param name="Name">Its name in SQL.</param>
/// <param name="ArrayOid">The object id of its array, or 0.</param>
internal sealed record BuiltInType(uint Oid, string Name, uint ArrayOid);
