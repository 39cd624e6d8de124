namespace Quarry.Plugins.Sqlite.Parameters;

/// <summary>A value that the table's column would not store as it is. Never leaves the bulk write, which adds row and column to it.</summary>
internal sealed class InexactValueException(string message) : Exception(message);
