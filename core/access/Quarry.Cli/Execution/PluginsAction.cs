using Quarry.Cli.Commands;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Output;
using Quarry.Hosting;

namespace Quarry.Cli.Execution;

/// <summary>Lists the plugins of the directory and says what is wrong.</summary>
internal static class PluginsAction
{
    /// <returns>0 even if plugins failed, since each of them disturbs nobody; 1 if the directory itself is the problem.</returns>
    public static async Task<int> RunAsync(PluginsRequest request)
    {
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
        PluginHost host = engine.Plugins;
        IReadOnlyList<PluginEntry> plugins = request.Load ? host.LoadAll() : host.Plugins;
        using var output = new StandardOutput();
        var buffer = new OutputBuffer(output.Stream);
        if (request.Json)
        {
            PluginsJson.Write(buffer, request.PluginsDirectory, plugins, host.Problems);
        }
        else
        {
            PluginsTable.Write(buffer, plugins);
        }

        buffer.Flush();
        foreach (PluginProblem problem in host.Problems)
        {
            await Console.Error.WriteAsync(Failure.Line(problem.Code, problem.ToString()));
        }

        return host.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.User;
    }
}
