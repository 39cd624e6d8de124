namespace Quarry.Contracts;

/// <summary>What an error of a server means, from the number that the vendor gave it.</summary>
public sealed record ErrorClass
{
    /// <summary>Who can do something about it.</summary>
    public required ErrorKind Kind { get; init; }

    /// <summary>True if the same statement, or its whole transaction, may succeed when it is run again.</summary>
    public bool IsTransient { get; init; }

    /// <summary>True if the server has rolled the session's transaction back: what follows would be a transaction of its own, so nothing of it is committed.</summary>
    public bool EndsTransaction { get; init; }
}
