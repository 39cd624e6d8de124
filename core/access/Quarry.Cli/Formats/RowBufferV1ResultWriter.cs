using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>A sequence of RowBuffer v1 messages; at least one, so that a result without rows keeps its columns.</summary>
internal sealed class RowBufferV1ResultWriter(Stream output) : BinaryResultWriter("qrb1")
{
    private Schema _schema = new([]);
    private RowBufferV1Writer? _writer;
    private bool _written;

    // A sequence ends where its bytes end, so whole messages would pass for a whole result. A message that is begun and not ended does not.
    private static ReadOnlySpan<byte> HalfHeader => [0x43, 0x42, 0x44, 0x4F, 1, 0];

    public override void Write(ColumnBatch batch)
    {
        _written = true;
        _writer!.Write(batch);
    }

    public override void Complete()
    {
        if (!_written)
        {
            using var empty = new ColumnBatch(_schema, 0, [.. _schema.Columns.Select(column => new ColumnData { Column = column, Length = 0 })]);
            Write(empty);
        }
    }

    public override void Break(Exception error)
    {
        if (_written)
        {
            output.Write(HalfHeader);
        }
    }

    public override void Dispose()
    {
        _writer?.Dispose();
        base.Dispose();
    }

    protected override void Open(Schema schema) => (_schema, _writer) = (schema, new(output, schema, new()));
}
