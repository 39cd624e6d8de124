namespace Quarry.Engine.Metadata;

/// <summary>A column that a set of the catalog must have.</summary>
internal readonly record struct CatalogColumn(string Name, bool IsNumber = false, bool IsOptional = false);
