namespace Quarry.Columnar.Wire;

/// <summary>How encoded bytes were compressed. The numbers are on the wire: never changed, never reused.</summary>
internal enum BufferCodec : byte
{
    None = 0,
    Lz4 = 1,
    Zstd = 2,
}
