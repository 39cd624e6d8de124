namespace Quarry.Engine.Metadata;

/// <summary>One query for metadata, and its answer as long as it is kept.</summary>
internal sealed class MetadataFlight
{
    /// <summary>The source's definitions when it began.</summary>
    public required long Definitions { get; init; }

    /// <summary>When it began, a timestamp of the cache's clock.</summary>
    public required long Started { get; init; }

    /// <summary>The answer, of the type that its key stands for.</summary>
    public required Task Answer { get; init; }

    /// <summary>Ends the query.</summary>
    public required Action Cancel { get; init; }

    /// <summary>Callers who wait for the answer. The cache's lock guards it.</summary>
    public int Waiting { get; set; }

    /// <summary>Starts a query, which runs on another thread.</summary>
    public static MetadataFlight Start<T>(Func<CancellationToken, Task<T>> read, long definitions, long started)
    {
        // Without a timer or a wait handle it holds nothing that had to be disposed.
        var cancel = new CancellationTokenSource();
        Task<T> answer = RunAsync(read, cancel.Token);
        return new() { Definitions = definitions, Started = started, Answer = answer, Cancel = cancel.Cancel };
    }

    private static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        // The cache starts it within its lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await read(cancellationToken).ConfigureAwait(false);
    }
}
