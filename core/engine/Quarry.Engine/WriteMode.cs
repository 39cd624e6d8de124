namespace Quarry.Engine;

/// <summary>What a write does with the table.</summary>
public enum WriteMode
{
    /// <summary>Adds rows to a table that exists.</summary>
    Append,
    /// <summary>Creates the table, by the types of the target; that it exists is an error.</summary>
    Create,
    /// <summary>Drops the table if it exists, and creates it.</summary>
    Replace,
    /// <summary>Creates the table unless it exists, and adds rows.</summary>
    CreateAppend,
}
