using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>The result of a query.</summary>
internal sealed class StreamSource(BatchStream stream) : BatchSource
{
    public override async ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken)
        => await stream.GetSchemaAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new QuarryException(ErrorKind.User, ErrorCodes.NothingToWrite, "The query returns no columns, so there is nothing to write. Give a query that returns rows.");

    public override IAsyncEnumerable<ColumnBatch> ReadAsync(CancellationToken cancellationToken) => stream.ReadResultAsync();

    public override async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
