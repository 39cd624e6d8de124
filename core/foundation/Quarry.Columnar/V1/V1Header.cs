using System.Buffers.Binary;
using System.Globalization;

namespace Quarry.Columnar.V1;

/// <summary>The first bytes of a v1 message (16) or of a message of the original's v2 (19).</summary>
internal readonly struct V1Header
{
    public const uint Magic = 0x4F444243;
    public const int Length = 16;
    public const int ColumnarLength = 19;

    public required ushort Version { get; init; }
    public required int Columns { get; init; }
    public required int Rows { get; init; }
    public required int PayloadLength { get; init; }

    public int HeaderLength => Version == 1 ? Length : ColumnarLength;

    public static void Write(Span<byte> destination, int columns, int rows, int payloadLength)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], (ushort)columns);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], rows);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], payloadLength);
    }

    /// <summary>How long the header is that starts with these 6 bytes.</summary>
    public static int LengthOf(ReadOnlySpan<byte> start, long at)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(start) != Magic)
        {
            throw FormatErrors.NotRowBuffer(at, "\"CBDO\"");
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(start[4..]) switch
        {
            1 => Length,
            2 => ColumnarLength,
            ushort other => throw FormatErrors.Version(at + 4, other.ToString(CultureInfo.InvariantCulture), "1 and the original's 2"),
        };
    }

    /// <summary>Reads a whole header and holds it against the limits.</summary>
    public static V1Header Read(ReadOnlySpan<byte> source, long at, RowBufferV1Limits limits)
    {
        bool rowWise = LengthOf(source, at) == Length;
        ushort flags = rowWise ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(source[6..]);
        byte compression = rowWise ? (byte)0 : source[14];
        if (flags != 0 || compression > 1)
        {
            throw FormatErrors.Unsupported(at + 6, string.Create(CultureInfo.InvariantCulture, $"the flags 0x{flags:x4} with compression {compression}"));
        }

        uint columns = BinaryPrimitives.ReadUInt16LittleEndian(source[(rowWise ? 6 : 8)..]);
        uint rows = BinaryPrimitives.ReadUInt32LittleEndian(source[(rowWise ? 8 : 10)..]);
        uint payload = BinaryPrimitives.ReadUInt32LittleEndian(source[(rowWise ? 12 : 15)..]);
        limits.Check(at, columns, rows, payload);
        return new() { Version = rowWise ? (ushort)1 : (ushort)2, Columns = (int)columns, Rows = (int)rows, PayloadLength = (int)payload };
    }
}
