using Quarry.Cli.Commands;
using Quarry.Cli.Partitions;
using Quarry.Cli.Reading;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>Reads one part of a snapshot that another process keeps.</summary>
internal static class ReadPartitionAction
{
    public static Task<int> RunAsync(ReadPartitionRequest request, CommandContext context, CancellationToken cancellationToken)
        => ResultOutput.RunAsync(request.Output, context, async write =>
        {
            PartitionDescriptor descriptor = await DescriptorFiles.ReadAsync(request.File, cancellationToken);
            await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
            await using Source source = engine.OpenSource(request.Target ?? DescriptorFiles.TargetOf(descriptor));
            await using var results = new PartitionResults(
                await source.ReadPartitionAsync(descriptor, new QueryOptions { Timeout = request.Timeout }, cancellationToken));
            await write(results);
        }, cancellationToken);
}
