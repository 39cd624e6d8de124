using Quarry.Contracts;

namespace Quarry.Engine.Execution;

/// <summary>A stream's batches for <c>await foreach</c>: all of it, or the current result only.</summary>
internal sealed class BatchEnumerator(BatchStream stream, bool isWhole, CancellationToken cancellationToken) : IAsyncEnumerator<ColumnBatch>
{
    public ColumnBatch Current => stream.Current;

    public ValueTask<bool> MoveNextAsync() => stream.MoveNextAsync(isWhole, cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (isWhole)
        {
            return stream.DisposeAsync();
        }

        stream.ReleaseCurrent();
        return default;
    }
}
