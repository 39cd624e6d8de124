using Quarry.Contracts;

namespace Quarry.Engine.Metadata;

/// <summary>What was asked for.</summary>
internal readonly record struct MetadataKey(CatalogSet Set, string? Schema, string? Table);
