using System.Buffers;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Quarry.Contracts;
using ArrowSchema = Apache.Arrow.Schema;
using ArrowTimeUnit = Apache.Arrow.Types.TimeUnit;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>An Arrow IPC stream of the same buffers, which are wrapped beforehand and not copied.</summary>
internal sealed class ArrowIpc : Format
{
    private readonly CompressionCodecType? _codec;
    private readonly CompressionCodecFactory _codecs = new();
    private readonly ArrowSchema _schema;
    private readonly RecordBatch[] _batches;

    public ArrowIpc(string name, Table table, CompressionCodecType? codec)
        : base("Arrow IPC " + name)
    {
        _codec = codec;
        _schema = new([.. table.Schema.Columns.Select(column => new Field(column.Name, TypeOf(column.Type), column.IsNullable))], null);
        _batches = [.. table.Batches.Select(batch => new RecordBatch(_schema, batch.Columns.Select(Array), batch.Rows))];
    }

    public override Task EncodeAsync(Stream destination, Action batchDone)
    {
        using var writer = new ArrowStreamWriter(destination, _schema, leaveOpen: true, new IpcOptions { CompressionCodec = _codec, CompressionCodecFactory = _codecs });
        foreach (RecordBatch batch in _batches)
        {
            writer.WriteRecordBatch(batch);
            batchDone();
        }

        writer.WriteEnd();
        return Task.CompletedTask;
    }

    public override Task<long> DecodeAsync(Stream source, Action batchDone)
    {
        using var reader = new ArrowStreamReader(source, _codecs, leaveOpen: true);
        long rows = 0;
        while (reader.ReadNextRecordBatch() is RecordBatch batch)
        {
            rows += batch.Length;
            batch.Dispose();
            batchDone();
        }

        return Task.FromResult(rows);
    }

    private static IArrowType TypeOf(LogicalType type) => type.Kind switch
    {
        TypeKind.Int32 => Int32Type.Default,
        TypeKind.Int64 => Int64Type.Default,
        TypeKind.Float32 => FloatType.Default,
        TypeKind.Float64 => DoubleType.Default,
        TypeKind.Date32 => Date32Type.Default,
        TypeKind.Decimal128 => new Decimal128Type(type.Precision, type.Scale),
        TypeKind.Timestamp => new TimestampType(ArrowTimeUnit.Microsecond, "UTC"),
        TypeKind.Uuid => new FixedSizeBinaryType(16),
        TypeKind.Utf8 => StringType.Default,
        _ => throw new NotSupportedException($"The tables of this benchmark have no {type}."),
    };

    private static IArrowArray Array(ColumnVector column)
    {
        ArrowBuffer validity = column.NullCount == 0 ? ArrowBuffer.Empty : Buffer(column, ColumnBuffer.Validity, column.Validity.Length);
        ArrowBuffer values = Buffer(column, ColumnBuffer.Data, column.Data.Length);
        ArrowBuffer[] buffers = column.Type.Layout == ColumnLayout.Variable
            ? [validity, Buffer(column, ColumnBuffer.Offsets, column.Offsets.Length * sizeof(int)), values]
            : [validity, values];
        return ArrowArrayFactory.BuildArray(new ArrayData(TypeOf(column.Type), column.Length, column.NullCount, 0, buffers));
    }

    private static ArrowBuffer Buffer(ColumnVector column, ColumnBuffer buffer, int length)
        => column.Block(buffer) is MemoryBlock block ? new(new NativeMemory(block, length).Memory) : ArrowBuffer.Empty;

    private sealed unsafe class NativeMemory(MemoryBlock block, int length) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => block.Span(0, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)block.Address + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
