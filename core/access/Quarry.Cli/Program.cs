using System.CommandLine;
using Quarry.Cli.Commands;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Execution;
using Quarry.Cli.Output;

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
                Decode = (request, cancellationToken) => DecodeAction.RunAsync(request, context, cancellationToken),
                Inspect = (request, cancellationToken) => InspectAction.RunAsync(request, cancellationToken),
                Explain = (request, cancellationToken) => ExplainAction.RunAsync(request, context, cancellationToken),
                Copy = (request, cancellationToken) => CopyAction.RunAsync(request, context, cancellationToken),
                Load = (request, cancellationToken) => LoadAction.RunAsync(request, context, cancellationToken),
                Catalog = (request, cancellationToken) => CatalogAction.RunAsync(request, context, cancellationToken),
                Partitions = (request, cancellationToken) => PartitionsAction.RunAsync(request, context, cancellationToken),
                ReadPartition = (request, cancellationToken) => ReadPartitionAction.RunAsync(request, context, cancellationToken),
                Plugins = (request, _) => PluginsAction.RunAsync(request),
                ShowPlugin = (request, _) => ShowPluginAction.RunAsync(request),
                Version = VersionAction.Run,
            }).Parse(args, CommandTree.Parser);
            if (UsageErrors.TryReport(command, Console.Error))
            {
                return ExitCodes.User;
            }

            // Help is all that the parser writes; its own writer would take a closed standard output for a defect.
            var help = new StringWriter { NewLine = "\n" };
            int exitCode = await command.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = help }, interruption.Token);
            if (help.GetStringBuilder().Length > 0)
            {
                StandardOutput.Write(help.ToString());
            }

            return exitCode;
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
