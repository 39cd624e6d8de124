using Apache.Arrow;
using Quarry.Contracts;
using ArrowSchema = Apache.Arrow.Schema;

namespace Quarry.Arrow.Export;

/// <summary>A record batch over the memory of a batch, of which it holds a reference until it is disposed.</summary>
internal sealed class BatchView(ArrowSchema schema, List<IArrowArray> arrays, ColumnBatch batch) : RecordBatch(schema, arrays, batch.Rows)
{
    // ColumnBatch.Dispose gives its references back once, however often and from how many threads it is called.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            base.Dispose(disposing);
            batch.Dispose();
        }
    }
}
