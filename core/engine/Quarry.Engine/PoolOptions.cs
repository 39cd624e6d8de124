namespace Quarry.Engine;

/// <summary>How a source keeps its sessions. The defaults suit a service; values are checked when the source is created.</summary>
public sealed record PoolOptions
{
    /// <summary>The defaults.</summary>
    public static PoolOptions Default { get; } = new();

    /// <summary>The most sessions at once, 1 or more; a driver may allow fewer. The default is 20.</summary>
    public int MaxSessions { get; init; } = 20;

    /// <summary>Sessions that are kept open once the source is in use, 0 to <see cref="MaxSessions"/>. The default is 0.</summary>
    public int MinSessions { get; init; }

    /// <summary>How long a caller waits for a session before it fails with what is known of the cause; null is as long as its own timeout. The default is 15 seconds.</summary>
    public TimeSpan? WaitTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a session above <see cref="MinSessions"/> may lie idle; null is for ever. The default is 5 minutes.</summary>
    public TimeSpan? IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How old a session may become, less up to a tenth at random, so that those opened together do not end together. In use it is never ended.
    /// Null is for ever. The default is 30 minutes.</summary>
    public TimeSpan? Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often an idle session has to give a sign of life, 30 seconds or more; null, the default, is never.</summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>A session that lay idle for longer has to give a sign of life before it is used; null is never. The default is half a second.</summary>
    public TimeSpan? ValidateAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a session may be in use before it is reported as leaked with the stack that took it, 2 seconds or more; null, the default, is never.
    /// It costs a stack trace per use.</summary>
    public TimeSpan? LeakThreshold { get; init; }
}
