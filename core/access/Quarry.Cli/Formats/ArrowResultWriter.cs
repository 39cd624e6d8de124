using Quarry.Arrow;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>The Arrow IPC stream.</summary>
internal sealed class ArrowResultWriter(Stream output, RowBufferCodec codec) : BinaryResultWriter("arrow")
{
    private ArrowIpcWriter? _writer;
    private bool _written;

    // Many readers take a stream that ends between two messages for a whole one. A message of 16 bytes that never come it is not.
    private static ReadOnlySpan<byte> HalfMessage => [0xFF, 0xFF, 0xFF, 0xFF, 16, 0, 0, 0];

    public override void Write(ColumnBatch batch)
    {
        _writer!.Write(batch);
        _written = true;
    }

    public override void Complete() => _writer!.Complete();

    public override void Break(Exception error)
    {
        if (_written)
        {
            output.Write(HalfMessage);
        }
    }

    public override void Dispose()
    {
        _writer?.Dispose();
        base.Dispose();
    }

    protected override void Open(Schema schema) => _writer = new(output, schema, new() { Codec = Codec(), LeaveOpen = true });

    // Not every Arrow reader knows the codecs.
    private ArrowIpcCodec Codec() => codec switch
    {
        RowBufferCodec.Lz4 => ArrowIpcCodec.Lz4,
        RowBufferCodec.Zstd => ArrowIpcCodec.Zstd,
        _ => ArrowIpcCodec.None,
    };
}
