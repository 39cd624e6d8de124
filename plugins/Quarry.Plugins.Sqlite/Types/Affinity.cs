namespace Quarry.Plugins.Sqlite.Types;

/// <summary>What SQLite converts a value to when it stores it in a column.</summary>
internal enum Affinity
{
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}
