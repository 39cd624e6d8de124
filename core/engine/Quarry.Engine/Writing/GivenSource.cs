using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>Batches that the caller produces.</summary>
internal sealed class GivenSource(Schema schema, IAsyncEnumerable<ColumnBatch> batches) : BatchSource
{
    public override ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken) => new(schema);

    public override IAsyncEnumerable<ColumnBatch> ReadAsync(CancellationToken cancellationToken) => batches;
}
