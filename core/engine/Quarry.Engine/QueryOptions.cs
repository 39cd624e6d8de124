using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>The caller's choices for one query.</summary>
public sealed record QueryOptions
{
    /// <summary>Batches of the default size, default types, no timeout.</summary>
    public static QueryOptions Default { get; } = new();

    /// <summary>How large batches may become.</summary>
    public BatchLimits Batch { get; init; } = BatchLimits.Default;

    /// <summary>Choices where the database's types leave one.</summary>
    public ReadOptions Read { get; init; } = ReadOptions.Default;

    /// <summary>Bytes of batch memory that the query may take beyond what its session held before, batches that its consumer retains included; null is
    /// the source's limit. What exceeds it is an error (Resource).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public long? MemoryLimitBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(MemoryLimitBytes));
            field = value;
        }
    }

    /// <summary>Set to put each result aside in a temporary file as fast as the server sends it, and to read it from there: the session is free again before the
    /// first row of the last result is returned, however long the consumer takes. Null, the default, streams.</summary>
    public SpillOptions? Spill { get; init; }

    /// <summary>How long the caller is willing to wait in all: for a session, the execution and the batches. Time between a batch and the
    /// request for the next does not count. Null is without limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less, or more than the 49 days that a timer takes.</exception>
    public TimeSpan? Timeout
    {
        get;
        init
        {
            if (value is { } time)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(Timeout));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(49), nameof(Timeout));
            }

            field = value;
        }
    }
}
