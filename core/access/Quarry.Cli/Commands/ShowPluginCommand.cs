using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry plugins show ID [--json]</c></summary>
internal static class ShowPluginCommand
{
    public static Command Create(Func<ShowPluginRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var id = new Argument<string>("id") { Description = "The plugin's id, as quarry plugins lists it." };
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var command = new Command("show", "Show what a plugin knows: types, capabilities by server version, rules, and what it was tested against.") { id, json };
        command.SetAction((result, cancellationToken) => action(
            new() { PluginsDirectory = pluginsDirectory.Read(result), Id = result.GetRequiredValue(id), Json = result.GetValue(json) }, cancellationToken));
        return command;
    }
}
