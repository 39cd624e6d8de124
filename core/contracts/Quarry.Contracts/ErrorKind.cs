namespace Quarry.Contracts;

/// <summary>Who has to act on an error.</summary>
public enum ErrorKind
{
    /// <summary>The request is wrong: SQL, a parameter, a target, a file, a configuration.</summary>
    User = 1,
    /// <summary>The database refused or failed.</summary>
    Server = 2,
    /// <summary>The way to the database failed: network, file system, driver library.</summary>
    Transport = 3,
    /// <summary>A budget or limit of this process is exhausted: memory, sessions, time.</summary>
    Resource = 4,
    /// <summary>A defect in Quarry or in a plugin.</summary>
    Internal = 5,
}
