namespace Quarry.Benchmarks.RowBuffers;

/// <summary>One kernel over one buffer.</summary>
/// <param name="Name">As the result table shows it.</param>
/// <param name="RawBytes">Bytes of the buffer as it lies in memory: what both rates count.</param>
/// <param name="Encode">From memory to wire.</param>
/// <param name="Decode">Back, or null where there is nothing to do.</param>
internal sealed record Kernel(string Name, int RawBytes, Action Encode, Action? Decode);
