using Quarry.Cli.Commands;
using Quarry.Cli.Output;
using Quarry.Hosting;

namespace Quarry.Cli.Execution;

/// <summary>Shows what one plugin knows. No server is asked.</summary>
internal static class ShowPluginAction
{
    public static async Task<int> RunAsync(ShowPluginRequest request)
    {
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
        LoadedPlugin plugin = engine.Plugins.Load(request.Id);
        using var output = new StandardOutput();
        var buffer = new OutputBuffer(output.Stream);
        if (request.Json)
        {
            PluginKnowledgeJson.Write(buffer, plugin);
        }
        else
        {
            PluginKnowledgeText.Write(buffer, plugin);
        }

        buffer.Flush();
        return ExitCodes.Ok;
    }
}
