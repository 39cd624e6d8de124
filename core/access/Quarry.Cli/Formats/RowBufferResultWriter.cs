using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>RowBuffer v2. A failure becomes its error frame; what ended without one is truncated for its reader.</summary>
internal sealed class RowBufferResultWriter(Stream output, RowBufferCodec codec) : BinaryResultWriter("qrb")
{
    private RowBufferWriter? _writer;

    public override void Write(ColumnBatch batch) => _writer!.Write(batch);

    public override void Complete() => _writer!.Complete();

    public override void Break(Exception error)
    {
        if (error is QuarryException reason)
        {
            _writer?.Fail(reason);
        }
    }

    public override void Dispose()
    {
        _writer?.Dispose();
        base.Dispose();
    }

    protected override void Open(Schema schema)
        => _writer = new(output, schema, new() { Codec = codec, LeaveOpen = true, Threads = Environment.ProcessorCount });
}
