namespace Quarry.Engine.Sessions;

/// <summary>What the pool knows of one open session. Its members are <see cref="PoolCore"/>'s, under its lock.</summary>
internal abstract class PoolEntry
{
    public PoolEntryState State { get; set; }

    /// <summary>Its place among the used ones, −1 if it is not one of them.</summary>
    public int Place { get; set; } = -1;

    /// <summary>The pool's generation when the session began to open; one of an older generation is not used again.</summary>
    public int Generation { get; set; }

    /// <summary>When it was lent, as the clock's timestamp.</summary>
    public long LentAt { get; set; }

    /// <summary>When its last user gave it back.</summary>
    public long IdleSince { get; set; }

    /// <summary>When it last gave a sign of life.</summary>
    public long AliveAt { get; set; }

    /// <summary>When it is too old.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>Set when it is lent: it has lain idle for so long that it must give a sign of life first.</summary>
    public bool NeedsCheck { get; set; }

    /// <summary>True once its use was reported as a leak.</summary>
    public bool IsReportedLeak { get; set; }

    /// <summary>True if whoever used it was collected without giving it back.</summary>
    public abstract bool IsOrphaned { get; }
}
