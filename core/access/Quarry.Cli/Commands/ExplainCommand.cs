using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry explain TARGET SQL …</c></summary>
internal static class ExplainCommand
{
    public static Command Create(Func<QueryRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var statement = new StatementArguments();
        var command = new Command("explain", "Show how a statement would run, without running it: driver, transport, server, final SQL, rules.");
        statement.AddTo(command);
        command.SetAction((result, cancellationToken) => action(statement.Read(result, pluginsDirectory), cancellationToken));
        return command;
    }
}
