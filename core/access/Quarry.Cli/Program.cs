using System.CommandLine;
using Quarry.Cli.Commands;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Execution;

namespace Quarry.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var context = new CommandContext { Time = TimeProvider.System };
        using var interruption = new Interruption(context.Time);
        try
        {
            ParseResult command = CommandTree.Create(new()
            {
                Query = (request, cancellationToken) => QueryAction.RunAsync(request, context, cancellationToken),
                Explain = (request, cancellationToken) => ExplainAction.RunAsync(request, context, cancellationToken),
                Plugins = (request, _) => PluginsAction.RunAsync(request),
                Version = VersionAction.Run,
            }).Parse(args, CommandTree.Parser);
            if (UsageErrors.TryReport(command, Console.Error))
            {
                return ExitCodes.User;
            }

            return await command.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
        }
        catch (Exception) when (interruption.ExitCode is not null)
        {
            // Whatever the work died of, it was told to end.
            await Console.Error.WriteAsync("quarry: cancelled\n");
            return interruption.ExitCode.Value;
        }
        catch (Exception error)
        {
            return Failure.Report(error, context.Sql, Console.Error);
        }
    }
}
