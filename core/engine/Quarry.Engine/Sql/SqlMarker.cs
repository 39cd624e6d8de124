namespace Quarry.Engine.Sql;

/// <summary>A place in SQL that takes a value.</summary>
/// <param name="Start">0-based index of its first character.</param>
/// <param name="Length">Its length in characters, prefix included.</param>
/// <param name="Name">Its name without the prefix, or null for a positional one.</param>
/// <param name="Position">1 for the first positional parameter, or 0 for a named one.</param>
/// <param name="Parameter">0-based index of its parameter among the statement's distinct ones.</param>
internal readonly record struct SqlMarker(int Start, int Length, string? Name, int Position, int Parameter);
