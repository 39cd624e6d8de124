namespace Quarry.Contracts;

/// <summary>How large a batch may become. A driver ends a batch at the first limit that it reaches, and never puts fewer than one row in.</summary>
public sealed record BatchLimits
{
    /// <summary>16 384 rows or 16 MiB: large enough that per-batch work vanishes, small enough for the second-level cache of wide rows.</summary>
    public static BatchLimits Default { get; } = new();

    /// <summary>Rows, at least 1.</summary>
    public int Rows { get; init; } = 16_384;
    /// <summary>Bytes of column memory, at least 1. One row alone may exceed it.</summary>
    public long Bytes { get; init; } = 16 << 20;
}
