using System.Buffers.Binary;

namespace Quarry.Arrow;

/// <summary>Tells the formats apart.</summary>
public static class ArrowIpcFormats
{
    /// <summary>How many bytes <see cref="Detect"/> needs: 8.</summary>
    public static int DetectionBytes => 8;

    internal static ReadOnlySpan<byte> Magic => "ARROW1"u8;

    /// <summary>The format of what starts with these bytes. A stream of Arrow before 0.15, without continuation marks, is unknown.</summary>
    /// <param name="start">The first bytes; fewer than 8 are unknown.</param>
    public static ArrowIpcFormat Detect(ReadOnlySpan<byte> start)
        => start.Length < DetectionBytes ? ArrowIpcFormat.Unknown
            : start.StartsWith(Magic) ? ArrowIpcFormat.File
            : BinaryPrimitives.ReadUInt32LittleEndian(start) == uint.MaxValue && BinaryPrimitives.ReadInt32LittleEndian(start[4..]) > 0 ? ArrowIpcFormat.Stream
            : ArrowIpcFormat.Unknown;
}
