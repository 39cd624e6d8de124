using Apache.Arrow;

namespace Quarry.Arrow.Reading;

/// <summary>A record batch that Arrow's reader made, with all memory that it took.</summary>
/// <remarks>The record batch itself is not disposed: it would take along the dictionaries that later batches need, and has nothing but this memory.</remarks>
internal sealed class DecodedBatch(RecordBatch batch, List<BlockOwner> owners) : IDisposable
{
    public RecordBatch Batch => batch;

    public void Dispose() => owners.ForEach(static owner => owner.Release());
}
