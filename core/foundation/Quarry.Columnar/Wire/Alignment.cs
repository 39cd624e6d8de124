namespace Quarry.Columnar.Wire;

/// <summary>Everything in a stream starts at a multiple of 64 bytes, so that a mapped or received body can be used where it lies.</summary>
internal static class Alignment
{
    public const int Bytes = 64;

    public static long Pad(long length) => (length + (Bytes - 1)) & ~(Bytes - 1L);

    public static bool IsZero(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);
}
