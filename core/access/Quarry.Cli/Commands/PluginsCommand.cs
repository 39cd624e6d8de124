using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry plugins [--json] [--no-load]</c>, and <c>quarry plugins show</c></summary>
internal static class PluginsCommand
{
    public static Command Create(
        Func<PluginsRequest, CancellationToken, Task<int>> action, Func<ShowPluginRequest, CancellationToken, Task<int>> show, PluginsDirectoryOption pluginsDirectory)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var noLoad = new Option<bool>("--no-load") { Description = "Read manifests only. Without it each plugin is loaded, so that what fails only then is shown too." };
        var command = new Command("plugins", "List the plugins, and what is wrong with those that cannot be used.") { json, noLoad, ShowPluginCommand.Create(show, pluginsDirectory) };
        command.SetAction((result, cancellationToken) => action(
            new() { PluginsDirectory = pluginsDirectory.Read(result), Json = result.GetValue(json), Load = !result.GetValue(noLoad) }, cancellationToken));
        return command;
    }
}
