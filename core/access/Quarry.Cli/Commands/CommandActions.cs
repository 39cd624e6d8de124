namespace Quarry.Cli.Commands;

/// <summary>What the commands do once they are understood. Each returns the exit code.</summary>
internal sealed record CommandActions
{
    public required Func<QueryRequest, CancellationToken, Task<int>> Query { get; init; }
    public required Func<DecodeRequest, CancellationToken, Task<int>> Decode { get; init; }
    public required Func<InspectRequest, CancellationToken, Task<int>> Inspect { get; init; }
    public required Func<QueryRequest, CancellationToken, Task<int>> Explain { get; init; }
    public required Func<CopyRequest, CancellationToken, Task<int>> Copy { get; init; }
    public required Func<LoadRequest, CancellationToken, Task<int>> Load { get; init; }
    public required Func<CatalogRequest, CancellationToken, Task<int>> Catalog { get; init; }
    public required Func<PartitionsRequest, CancellationToken, Task<int>> Partitions { get; init; }
    public required Func<ReadPartitionRequest, CancellationToken, Task<int>> ReadPartition { get; init; }
    public required Func<PluginsRequest, CancellationToken, Task<int>> Plugins { get; init; }
    public required Func<ShowPluginRequest, CancellationToken, Task<int>> ShowPlugin { get; init; }
    public required Func<int> Version { get; init; }
}
