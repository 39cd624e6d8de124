using System.Buffers;

namespace Quarry.Columnar.Writing;

/// <summary>Bytes into memory.</summary>
internal sealed class MemorySink(IBufferWriter<byte> writer) : ByteSink
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        writer.Write(bytes.Span);
        return default;
    }

    public override ValueTask FlushAsync(CancellationToken cancellationToken) => default;

    public override void Dispose()
    {
    }
}
