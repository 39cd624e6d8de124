using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry query TARGET SQL …</c></summary>
internal static class QueryCommand
{
    public static Command Create(Func<QueryRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var statement = new StatementArguments();
        var output = new OutputOptions();
        var reading = new ReadingOptions();
        var command = new Command("query", "Run a statement and write its rows.");
        output.AddTo(command);
        reading.AddTo(command);
        statement.AddTo(command);
        command.SetAction((result, cancellationToken) => action(
            reading.Read(result, statement.Read(result, pluginsDirectory)) with { Output = output.Read(result) },
            cancellationToken));
        return command;
    }
}
