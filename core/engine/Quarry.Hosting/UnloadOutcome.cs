namespace Quarry.Hosting;

/// <summary>What became of a plugin that was asked to unload.</summary>
public enum UnloadOutcome
{
    /// <summary>Nothing of it is in memory, but for native libraries, which .NET never frees.</summary>
    Unloaded = 0,
    /// <summary>Its assemblies are still in memory; <see cref="UnloadResult.Reason"/> says why.</summary>
    Pinned = 1,
}
