namespace Quarry.Hosting.Loading;

/// <summary>Creates the load context of a plugin. The one seam behind which the library that does it stands.</summary>
internal interface IPluginLoadContextFactory
{
    /// <param name="assemblyPath">Full path of the entry assembly; its .deps.json lies beside it.</param>
    /// <param name="collectible">True if the context can be unloaded.</param>
    IPluginLoadContext Create(string assemblyPath, bool collectible);
}
