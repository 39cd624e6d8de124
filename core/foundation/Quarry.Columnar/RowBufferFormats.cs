using System.Buffers.Binary;
using Quarry.Columnar.V1;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar;

/// <summary>Tells the formats apart.</summary>
public static class RowBufferFormats
{
    /// <summary>How many bytes <see cref="Detect"/> needs: 6.</summary>
    public static int DetectionBytes => 6;

    /// <summary>The format of what starts with these bytes. MULT 1 has no magic and is unknown.</summary>
    /// <param name="start">The first bytes; fewer than 6 are unknown.</param>
    public static RowBufferFormat Detect(ReadOnlySpan<byte> start)
    {
        if (start.Length < DetectionBytes)
        {
            return RowBufferFormat.Unknown;
        }

        if (start.StartsWith(Prelude.Magic))
        {
            return RowBufferFormat.V2;
        }

        return (BinaryPrimitives.ReadUInt32LittleEndian(start), BinaryPrimitives.ReadUInt16LittleEndian(start[4..])) switch
        {
            (V1Header.Magic, 1) => RowBufferFormat.V1,
            (V1Header.Magic, 2) => RowBufferFormat.OriginalV2,
            (MultiDecoder.Magic, 2) => RowBufferFormat.MultiResult,
            _ => RowBufferFormat.Unknown,
        };
    }
}
