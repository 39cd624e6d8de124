using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry inspect FILE [--json]</c></summary>
internal static class InspectCommand
{
    public static Command Create(Func<InspectRequest, CancellationToken, Task<int>> action)
    {
        var file = new InputArgument();
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var maxBatchBytes = new MaxBatchBytesOption("Refuse batches that take more memory, of formats that have to be read: all but RowBuffer v2.");
        var command = new Command("inspect", "Show what a RowBuffer or Arrow file holds: schema, rows, and how each buffer is stored.") { file, json, maxBatchBytes };
        command.SetAction((result, cancellationToken) => action(
            new() { Path = result.GetRequiredValue(file), Json = result.GetValue(json), MaxBatchBytes = maxBatchBytes.Read(result) }, cancellationToken));
        return command;
    }
}
