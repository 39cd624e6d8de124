using Quarry.Engine;

namespace Quarry.Registration;

/// <summary>The settings of a source, by their names in a configuration.</summary>
internal static class SourceSettings
{
    private const string TargetKey = "Target";

    public static IReadOnlyDictionary<string, Setting<PoolOptions>> Pool { get; } = new Dictionary<string, Setting<PoolOptions>>(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(PoolOptions.MaxSessions)] = (pool, value) => pool with { MaxSessions = value.Integer(pool.MaxSessions) },
        [nameof(PoolOptions.MinSessions)] = (pool, value) => pool with { MinSessions = value.Integer(pool.MinSessions) },
        [nameof(PoolOptions.WaitTimeout)] = (pool, value) => pool with { WaitTimeout = value.OptionalTime(pool.WaitTimeout) },
        [nameof(PoolOptions.IdleTimeout)] = (pool, value) => pool with { IdleTimeout = value.OptionalTime(pool.IdleTimeout) },
        [nameof(PoolOptions.Lifetime)] = (pool, value) => pool with { Lifetime = value.OptionalTime(pool.Lifetime) },
        [nameof(PoolOptions.KeepAlive)] = (pool, value) => pool with { KeepAlive = value.OptionalTime(pool.KeepAlive) },
        [nameof(PoolOptions.ValidateAfter)] = (pool, value) => pool with { ValidateAfter = value.OptionalTime(pool.ValidateAfter) },
        [nameof(PoolOptions.LeakThreshold)] = (pool, value) => pool with { LeakThreshold = value.OptionalTime(pool.LeakThreshold) },
    };

    public static IReadOnlyDictionary<string, Setting<SourceOptions>> Source { get; } = new Dictionary<string, Setting<SourceOptions>>(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(SourceOptions.Pool)] = (source, value) => source with { Pool = value.Section(source.Pool, Pool) },
        [nameof(SourceOptions.PreparedStatements)] = (source, value) => source with { PreparedStatements = value.Integer(source.PreparedStatements) },
        [nameof(SourceOptions.MemoryLimitBytes)] = (source, value) => source with { MemoryLimitBytes = value.OptionalLong(source.MemoryLimitBytes) },
        [nameof(SourceOptions.MetadataTtl)] = (source, value) => source with { MetadataTtl = value.OptionalTime(source.MetadataTtl) },
        [nameof(SourceOptions.WarmUp)] = (source, value) => source with { WarmUp = value.Integer(source.WarmUp) },
        [nameof(SourceOptions.WarmUpMustSucceed)] = (source, value) => source with { WarmUpMustSucceed = value.Boolean(source.WarmUpMustSucceed) },
    };

    /// <summary>Reads a source: its target alone, or settings of which one is the target.</summary>
    /// <returns>Null if there is no target, which is reported.</returns>
    public static SourceDefinition? Read(SettingValue value, bool hasSettings)
    {
        if (!hasSettings)
        {
            return value.Text("") is { Length: > 0 } alone ? new(alone) : NoTarget(value);
        }

        string target = "";
        var settings = new Dictionary<string, Setting<SourceOptions>>(Source, StringComparer.OrdinalIgnoreCase)
        {
            [TargetKey] = (source, own) =>
            {
                target = own.Text("");
                return source;
            },
        };
        SourceOptions options = value.Section(SourceOptions.Default, settings);
        return target.Length > 0 ? new(target, options) : NoTarget(value);
    }

    private static SourceDefinition? NoTarget(SettingValue value)
    {
        value.Fail($"there is no target. Set it to a target URI, or its {TargetKey} to one.");
        return null;
    }
}
