namespace Quarry.Plugins.Sqlite;

/// <summary>What a session may do to the database file.</summary>
public enum SqliteOpenMode
{
    /// <summary><c>mode=rw</c>, the default: read and write a file that exists.</summary>
    ReadWrite,
    /// <summary><c>mode=ro</c>: read only.</summary>
    ReadOnly,
    /// <summary><c>mode=rwc</c>: read and write, and create the file if there is none.</summary>
    ReadWriteCreate,
}
