using Quarry.Engine.Settings;

namespace Quarry.Engine;

/// <summary>How one source works.</summary>
public sealed record SourceOptions
{
    /// <summary>The defaults.</summary>
    public static SourceOptions Default { get; } = new();

    /// <summary>How sessions are kept.</summary>
    public PoolOptions Pool { get; init; } = PoolOptions.Default;

    /// <summary>How many statements each session keeps prepared, the least recently used making room; 0 prepares nothing. The default is 256.</summary>
    public int PreparedStatements { get; init; } = 256;

    /// <summary>Bytes of batch memory that the source's sessions and batches may take together; null, the default, is the engine's budget.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>How long answers of <see cref="Source.Metadata"/> are kept; null or zero keeps none. The default is 1 minute.</summary>
    public TimeSpan? MetadataTtl { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Sessions that a host opens when the application starts, 0 to <see cref="PoolOptions.MaxSessions"/>. The default is 0.</summary>
    public int WarmUp { get; init; }

    /// <summary>True if an application whose warm-up fails does not start; false, the default, if it starts and the failure is logged.</summary>
    public bool WarmUpMustSucceed { get; init; }

    /// <summary>Checks the options as the constructor of <see cref="Source"/> does, for who wants to tell all that is wrong with the names of its own settings.</summary>
    /// <returns>For each wrong option its name, such as <c>Pool:MaxSessions</c>, and why it is wrong with what to set instead; nothing if all are right.</returns>
    public IReadOnlyList<(string Key, string Message)> Failures() => SourceOptionsCheck.Failures(this);
}
