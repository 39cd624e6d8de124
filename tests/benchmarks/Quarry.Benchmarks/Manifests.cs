using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;

namespace Quarry.Benchmarks;

/// <summary>Five plugins listed from their manifests, cold: one figure per process, so call it several times.</summary>
internal static class Manifests
{
    public static void Run()
    {
        string folder = Directory.CreateTempSubdirectory("quarry-manifests").FullName;
        try
        {
            for (int i = 0; i < 5; i++)
            {
                string plugin = Directory.CreateDirectory(Path.Combine(folder, $"p{i}")).FullName;
                File.WriteAllBytes(Path.Combine(plugin, "P.dll"), [1]);
                File.WriteAllText(Path.Combine(plugin, "P.deps.json"), "{}");
                File.WriteAllText(Path.Combine(plugin, "plugin.json"),
                    $$"""
                    {"manifest":1,"id":"p{{i}}","name":"P{{i}}","vendor":"Q","version":"1.0.0","contract":{"major":1,"minMinor":0},"assembly":"P.dll",
                     "schemes":["p{{i}}"],"odbcDrivers":["P*"],"dbmsNames":["P"],"files":[{"path":"P.deps.json","bytes":2},{"path":"P.dll","bytes":1}]}
                    """);
            }

            int contexts = AssemblyLoadContext.All.Count();
            long start = Stopwatch.GetTimestamp();
            QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = folder });
            int listed = engine.Plugins.Plugins.Count(plugin => plugin.Problem is null);
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            foreach (Hosting.PluginEntry entry in engine.Plugins.Plugins.Where(plugin => plugin.Problem is not null))
            {
                throw new InvalidOperationException(entry.Problem!.Cause);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{listed} manifests listed in {milliseconds:F1} ms, {AssemblyLoadContext.All.Count() - contexts} load contexts created"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
