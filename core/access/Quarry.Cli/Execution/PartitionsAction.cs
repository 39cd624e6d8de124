using System.Globalization;
using Quarry.Cli.Commands;
using Quarry.Cli.Output;
using Quarry.Cli.Partitions;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>Splits a table or query for other processes, and keeps the snapshot until the standard input ends.</summary>
internal static class PartitionsAction
{
    // Who waits for readers learns soon that there will be none any more.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(PartitionsRequest request, CommandContext context, CancellationToken cancellationToken)
    {
        if (request.Sql is { } argument)
        {
            context.Sql = await SqlText.ReadAsync(argument, Console.OpenStandardInput, cancellationToken);
        }

        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
        await using Source source = engine.OpenSource(request.Target);
        var query = new PartitionedQuery { Table = request.Table, Sql = context.Sql ?? "", Key = request.Key, Count = request.Count };
        await using PartitionExport export = await source.ExportPartitionsAsync(query, new() { Timeout = request.Timeout }, cancellationToken);
        await DescriptorFiles.WriteAsync(request.Directory, export.Descriptors, cancellationToken);
        string bound = export.Plan.Bound.Length == 0 ? "" : $"; {export.Plan.Bound}";
        StandardOutput.Write(string.Create(CultureInfo.InvariantCulture,
            $"{export.Descriptors.Count} parts by {export.Plan.Method}{bound}. The snapshot is kept until the standard input ends.\n"));
        await KeepAsync(export, context.Time, cancellationToken);
        return ExitCodes.Ok;
    }

    private static async Task KeepAsync(PartitionExport export, TimeProvider time, CancellationToken cancellationToken)
    {
        await using Stream input = Console.OpenStandardInput();
        // A read of a terminal or pipe does not end by a token.
        Task ended = input.CopyToAsync(Stream.Null, CancellationToken.None);
        using var timer = new PeriodicTimer(s_pause, time);
        while (true)
        {
            Task<bool> tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            if (await Task.WhenAny(ended, tick) == ended)
            {
                return;
            }

            await tick;
            await export.PingAsync(cancellationToken);
        }
    }
}
