using System.Data;

namespace Quarry.Contracts;

/// <summary>How a transaction begins. What a server cannot do is refused, not ignored.</summary>
public sealed record TransactionOptions
{
    /// <summary>The server's default isolation, reading and writing.</summary>
    public static TransactionOptions Default { get; } = new();

    /// <summary>The isolation level; Unspecified is the server's default.</summary>
    public IsolationLevel Isolation { get; init; } = IsolationLevel.Unspecified;
    /// <summary>True to refuse writes.</summary>
    public bool ReadOnly { get; init; }
}
