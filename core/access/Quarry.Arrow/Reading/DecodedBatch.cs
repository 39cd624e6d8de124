using Apache.Arrow;

namespace Quarry.Arrow.Reading;

/// <summary>A record batch that Arrow's reader made, with all memory that it took.</summary>
internal sealed class DecodedBatch(RecordBatch batch, List<BlockOwner> owners) : IDisposable
{
    public RecordBatch Batch => batch;

    public void Dispose()
    {
        batch.Dispose();
        owners.ForEach(static owner => owner.Release());
    }
}
