namespace Quarry.Contracts;

/// <summary>What a statement does, as far as its first words tell.</summary>
public enum StatementKind
{
    /// <summary>Not recognised; it is sent as it stands.</summary>
    Other,
    /// <summary>Reads rows: SELECT, VALUES, WITH … SELECT, TABLE.</summary>
    Select,
    /// <summary>INSERT, REPLACE.</summary>
    Insert,
    /// <summary>UPDATE.</summary>
    Update,
    /// <summary>DELETE.</summary>
    Delete,
    /// <summary>MERGE.</summary>
    Merge,
    /// <summary>CREATE, ALTER, DROP, TRUNCATE and the like.</summary>
    Definition,
    /// <summary>BEGIN, COMMIT, ROLLBACK, SAVEPOINT and the like.</summary>
    Transaction,
    /// <summary>CALL, EXEC.</summary>
    Call,
    /// <summary>SET, SHOW, PRAGMA, EXPLAIN and other utilities.</summary>
    Utility,
}
