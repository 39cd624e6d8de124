using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Reading;

/// <summary>The one result of a part.</summary>
internal sealed class PartitionResults(PartitionStream part) : ResultSource
{
    private bool _taken;

    public override ValueTask<Schema?> NextAsync(CancellationToken cancellationToken)
    {
        Schema? next = _taken ? null : part.Schema;
        _taken = true;
        return new(next);
    }

    public override IAsyncEnumerable<ColumnBatch> ReadAsync(CancellationToken cancellationToken) => part;

    public override ValueTask DisposeAsync() => part.DisposeAsync();
}
