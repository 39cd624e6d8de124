using Quarry.Contracts;

namespace Quarry.Engine.Settings;

/// <summary>Checks the options of a source. The one place for it, whether they come from code or from a configuration.</summary>
internal static class SourceOptionsCheck
{
    private static readonly TimeSpan s_leastKeepAlive = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_leastLeakThreshold = TimeSpan.FromSeconds(2);

    // Well within what a timer takes.
    private static readonly TimeSpan s_most = TimeSpan.FromDays(24);
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(1);

    /// <summary>What is wrong.</summary>
    /// <returns>For each wrong option its key below the source, such as <c>Pool:MaxSessions</c>, and why with what to set instead.</returns>
    public static IReadOnlyList<(string Key, string Message)> Failures(SourceOptions options)
    {
        var failures = new List<(string Key, string Message)>();
        if (options.Pool is { } pool)
        {
            Check(failures, pool);
            if (options.WarmUp < 0 || options.WarmUp > Math.Max(pool.MaxSessions, 0))
            {
                Add(nameof(options.WarmUp), $"{options.WarmUp} sessions cannot be opened ahead; set 0 to Pool:MaxSessions, which is {pool.MaxSessions}.");
            }
        }
        else
        {
            Add(nameof(options.Pool), $"there is none; set {nameof(PoolOptions)}.{nameof(PoolOptions.Default)} or leave it out.");
        }

        if (options.PreparedStatements < 0)
        {
            Add(nameof(options.PreparedStatements), $"{options.PreparedStatements} is below 0; set 0 to prepare nothing, or more.");
        }

        if (options.MemoryLimitBytes is <= 0)
        {
            Add(nameof(options.MemoryLimitBytes), $"{options.MemoryLimitBytes} leaves no memory; set more than 0, or nothing for the engine's budget.");
        }

        if (options.MetadataTtl < TimeSpan.Zero)
        {
            Add(nameof(options.MetadataTtl), $"{options.MetadataTtl} is below zero; set zero to keep nothing, or more.");
        }

        return failures;

        void Add(string key, FormattableString message) => failures.Add((key, FormattableString.Invariant(message)));
    }

    /// <summary>Refuses wrong options.</summary>
    /// <exception cref="QuarryException">They are wrong (User); the message names each.</exception>
    public static void Require(string source, SourceOptions options)
    {
        if (Failures(options) is { Count: > 0 } failures)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.BadOptions,
                $"Source \"{source}\": {string.Join(" ", failures.Select(failure => $"{failure.Key}: {failure.Message}"))}");
        }
    }

    private static void Check(List<(string Key, string Message)> failures, PoolOptions pool)
    {
        if (pool.MaxSessions < 1)
        {
            Add(nameof(pool.MaxSessions), $"{pool.MaxSessions} is no number of sessions; set 1 or more.");
        }

        if (pool.MinSessions < 0 || pool.MinSessions > Math.Max(pool.MaxSessions, 0))
        {
            Add(nameof(pool.MinSessions), $"{pool.MinSessions} is not possible; set 0 to MaxSessions, which is {pool.MaxSessions}.");
        }

        CheckTime(nameof(pool.WaitTimeout), pool.WaitTimeout, s_least);
        CheckTime(nameof(pool.IdleTimeout), pool.IdleTimeout, s_least);
        CheckTime(nameof(pool.Lifetime), pool.Lifetime, s_least);
        CheckTime(nameof(pool.KeepAlive), pool.KeepAlive, s_leastKeepAlive);
        CheckTime(nameof(pool.LeakThreshold), pool.LeakThreshold, s_leastLeakThreshold);
        CheckTime(nameof(pool.ValidateAfter), pool.ValidateAfter, TimeSpan.Zero);

        void CheckTime(string key, TimeSpan? time, TimeSpan least)
        {
            if (time < least)
            {
                Add(key, $"{time} is too little; set {least} or more, or nothing to be without.");
            }
            else if (time > s_most)
            {
                Add(key, $"{time} is too much; set {s_most.Days} days or less, or nothing to be without.");
            }
        }

        void Add(string key, FormattableString message) => failures.Add(($"{nameof(SourceOptions.Pool)}:{key}", FormattableString.Invariant(message)));
    }
}
