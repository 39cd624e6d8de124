using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Reading;

/// <summary>The results of a query, which the stream's own token cancels.</summary>
internal sealed class QueryResults(BatchStream stream) : ResultSource
{
    private bool _started;

    public override long RowsAffected => stream.RowsAffected;

    public override async ValueTask<Schema?> NextAsync(CancellationToken cancellationToken)
    {
        if (_started && !await stream.NextResultAsync(cancellationToken))
        {
            return null;
        }

        _started = true;
        return await stream.GetSchemaAsync(cancellationToken);
    }

    public override IAsyncEnumerable<ColumnBatch> ReadAsync(CancellationToken cancellationToken) => stream.ReadResultAsync();

    public override ValueTask DisposeAsync() => stream.DisposeAsync();
}
