using Quarry.Cli.Commands;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Cli.Reading;

namespace Quarry.Cli.Execution;

/// <summary>What every command that writes results does around them: the output, the progress line, what it cost.</summary>
internal static class ResultOutput
{
    /// <summary>Opens the output, runs the command, and lets the output appear if it succeeded.</summary>
    /// <param name="request">What the user asked for.</param>
    /// <param name="context">The process.</param>
    /// <param name="run">Opens the source of the results and passes it on.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<int> RunAsync(
        OutputRequest request, CommandContext context, Func<Func<ResultSource, Task>, Task> run, CancellationToken cancellationToken)
    {
        var statistics = new RunStatistics(context.Time);
        try
        {
            using OutputTarget target = OutputTarget.Open(request.Path);
            using ProgressLine? progress = Console.IsErrorRedirected ? null : new(context.ConnectErrorConsole, statistics.ToProgress, context.Time);
            using ResultWriter writer = ResultWriters.Create(request, target);
            await run(results => ResultCopy.RunAsync(results, writer, statistics, target.IsTerminal ? progress : null, cancellationToken));
            target.Commit();
            return ExitCodes.Ok;
        }
        finally
        {
            if (request.Stats)
            {
                await Console.Error.WriteLineAsync(statistics.ToJson());
            }
        }
    }
}
