using System.Reflection;

namespace Quarry.Hosting.FixtureTests;

/// <summary>Where the fixtures lie.</summary>
internal static class FixturePlugins
{
    public static string Directory { get; } = Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>The host of the next contract, with the plugin that needs it in plugins/.</summary>
    public static string NextHost { get; } = typeof(FixturePlugins).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NextHostDirectory").Value!;

    public static PluginHost Open(string directory)
    {
        var options = new PluginHostOptions();
        options.PluginsDirectories.Add(directory);
        return PluginHost.Open(options);
    }
}
