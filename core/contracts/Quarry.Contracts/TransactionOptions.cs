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
    /// <summary>True to wait for a moment at which a serializable read-only transaction can neither fail nor make others fail.</summary>
    public bool Deferrable { get; init; }
    /// <summary>What <see cref="Session.ExportSnapshotAsync"/> of another session returned, to read what that session reads; "" for the session's own view.</summary>
    public string Snapshot { get; init; } = "";
    /// <summary>How long a statement of the transaction waits for a lock before it fails; null is the server's default. Whole milliseconds, 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than a millisecond, or more than <see cref="int.MaxValue"/> of them.</exception>
    public TimeSpan? LockTimeout
    {
        get;
        init
        {
            if (value is { } time)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.FromMilliseconds(1), nameof(LockTimeout));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromMilliseconds(int.MaxValue), nameof(LockTimeout));
            }

            field = value;
        }
    }
}
