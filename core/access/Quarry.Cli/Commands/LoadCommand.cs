using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry load FILE TARGET TABLE …</c></summary>
internal static class LoadCommand
{
    public static Command Create(Func<LoadRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var file = new InputArgument();
        var writing = new WriteArguments();
        var columns = new ColumnsOption();
        var maxBatchBytes = new MaxBatchBytesOption("Refuse batches, or messages of RowBuffer v1, that take more memory.");
        var timeout = new TimeoutOption();
        var command = new Command("load", "Write the rows of a RowBuffer or Arrow file into a table.") { file };
        writing.AddTo(command);
        command.Add(columns);
        command.Add(maxBatchBytes);
        command.Add(timeout);
        command.SetAction((result, cancellationToken) => action(
            new()
            {
                Path = result.GetRequiredValue(file),
                Columns = result.GetValue(columns),
                MaxBatchBytes = maxBatchBytes.Read(result),
                Write = writing.Read(result, pluginsDirectory, result.GetValue(timeout)),
            },
            cancellationToken));
        return command;
    }
}
