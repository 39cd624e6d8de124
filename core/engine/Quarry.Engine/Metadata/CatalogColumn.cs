namespace Quarry.Engine.Metadata;

/// <summary>A column that a set of the catalog must have, or may have if it is a later contract's.</summary>
internal readonly record struct CatalogColumn(string Name, bool IsNumber = false, bool IsOptional = false, bool IsLater = false);
