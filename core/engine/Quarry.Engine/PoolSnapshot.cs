namespace Quarry.Engine;

/// <summary>A pool's sessions at one moment, counted together.</summary>
public sealed record PoolSnapshot
{
    /// <summary>Open and free.</summary>
    public int Idle { get; init; }

    /// <summary>Open and in use.</summary>
    public int Used { get; init; }

    /// <summary>Being opened.</summary>
    public int Opening { get; init; }

    /// <summary>Being closed.</summary>
    public int Closing { get; init; }

    /// <summary>Callers that wait for a session.</summary>
    public int Waiting { get; init; }

    /// <summary>Sessions and attempts that were given up because their driver does not let go of them. They are not part of <see cref="Total"/>.</summary>
    public int Stuck { get; init; }

    /// <summary>The most sessions at once; 0 before the first use.</summary>
    public int Max { get; init; }

    /// <summary>Idle, used, opening and closing; never more than <see cref="Max"/>.</summary>
    public int Total => Idle + Used + Opening + Closing;
}
