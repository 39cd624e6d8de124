using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry read-partition FILE [--target TARGET] …</c></summary>
internal static class ReadPartitionCommand
{
    public static Command Create(Func<ReadPartitionRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var file = new Argument<string>("FILE") { Description = "A descriptor that 'quarry partitions' wrote." };
        var target = new Option<string?>("--target") { Description = "The same database, with a password or options that the descriptor does not hold.", HelpName = "TARGET" };
        var output = new OutputOptions();
        var timeout = new TimeoutOption();
        var command = new Command("read-partition", "Read one part of a snapshot that another process keeps, and write its rows.") { file, target };
        output.AddTo(command);
        command.Add(timeout);
        command.SetAction((result, cancellationToken) => action(
            new()
            {
                PluginsDirectory = pluginsDirectory.Read(result),
                File = result.GetRequiredValue(file),
                Target = result.GetValue(target),
                Output = output.Read(result),
                Timeout = result.GetValue(timeout),
            },
            cancellationToken));
        return command;
    }
}
