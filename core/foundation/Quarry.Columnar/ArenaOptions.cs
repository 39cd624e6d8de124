namespace Quarry.Columnar;

/// <summary>How an <see cref="Arena"/> behaves.</summary>
public sealed record ArenaOptions
{
    /// <summary>How many bytes of native memory the arena may hold, in use or kept for reuse. The default is 1 GiB.</summary>
    public long BudgetBytes { get; init; } = 1L << 30;

    /// <summary>True to overwrite memory that comes back, so that a span kept too long shows. Tests use it.</summary>
    public bool Poison { get; init; }
}
