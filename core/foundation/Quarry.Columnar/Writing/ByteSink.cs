namespace Quarry.Columnar.Writing;

/// <summary>Where a writer puts bytes. While <see cref="Synchronous"/> is set, every call completes before it returns, see Reading.ByteSource.</summary>
internal abstract class ByteSink : IDisposable
{
    public bool Synchronous { get; set; }

    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}
