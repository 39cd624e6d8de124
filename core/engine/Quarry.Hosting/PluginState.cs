namespace Quarry.Hosting;

/// <summary>How far a plugin has come.</summary>
public enum PluginState
{
    /// <summary>Its manifest is good; nothing of it is loaded.</summary>
    Listed = 0,
    /// <summary>It is loaded and composed.</summary>
    Loaded = 1,
    /// <summary>It cannot be used; <see cref="PluginEntry.Problem"/> says why.</summary>
    Failed = 2,
    /// <summary>It was loaded and then unloaded; it is loaded again when it is asked for.</summary>
    Unloaded = 3,
}
