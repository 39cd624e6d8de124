namespace Quarry.Benchmarks.RowBuffers;

/// <summary>One way to turn a table into bytes and back, from and to memory.</summary>
internal abstract class Format(string name)
{
    public string Name => name;

    /// <summary>Writes the whole table.</summary>
    /// <param name="destination">Large enough from the second round on.</param>
    /// <param name="batchDone">Called after each batch.</param>
    public abstract Task EncodeAsync(Stream destination, Action batchDone);

    /// <summary>Reads it all back: every buffer is checked, decompressed and decoded as far as the format does that.</summary>
    /// <param name="source">What <see cref="EncodeAsync"/> wrote.</param>
    /// <param name="batchDone">Called after each batch.</param>
    /// <returns>The rows.</returns>
    public abstract Task<long> DecodeAsync(Stream source, Action batchDone);
}
