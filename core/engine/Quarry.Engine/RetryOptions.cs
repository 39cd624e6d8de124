namespace Quarry.Engine;

/// <summary>How often, and after which pauses, <see cref="Source.RunInTransactionAsync{T}(Func{Transaction, CancellationToken, ValueTask{T}}, Contracts.TransactionOptions, RetryOptions, CancellationToken)"/> tries again.</summary>
public sealed record RetryOptions
{
    /// <summary>Five attempts, pauses from 20 ms to 2 s.</summary>
    public static RetryOptions Default { get; } = new();

    /// <summary>Attempts in all, 1 or more.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The longest pause before the second attempt; the pause is a random part of it, at least half.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest pause; each is twice the one before up to here.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(2);
}
