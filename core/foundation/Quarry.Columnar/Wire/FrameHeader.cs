using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;

namespace Quarry.Columnar.Wire;

/// <summary>The 64 bytes before every frame's head and body, see FORMAT.md.</summary>
internal readonly struct FrameHeader
{
    public const int Length = 64;
    public const byte RequiredFlag = 1;
    public const int MaxHeadLength = 16 << 20;
    private const int ChecksumAt = 56;

    private static ReadOnlySpan<byte> Magic => "QRBF"u8;

    public required FrameKind Kind { get; init; }
    public byte Flags { get; init; }
    public required ulong Sequence { get; init; }
    public required int HeadLength { get; init; }
    public long BodyLength { get; init; }
    public long Rows { get; init; }
    public required ulong HeadChecksum { get; init; }

    public void Write(Span<byte> destination)
    {
        destination[..Length].Clear();
        Magic.CopyTo(destination);
        destination[4] = (byte)Kind;
        destination[5] = Flags;
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], HeadLength);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], BodyLength);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], Rows);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[40..], HeadChecksum);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[ChecksumAt..], XxHash3.HashToUInt64(destination[..ChecksumAt]));
    }

    public static FrameHeader Read(ReadOnlySpan<byte> source, long at, ulong sequence)
    {
        if (!source.StartsWith(Magic))
        {
            throw FormatErrors.Corrupt(at, "a frame does not start with \"QRBF\"");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(source[ChecksumAt..]) != XxHash3.HashToUInt64(source[..ChecksumAt]))
        {
            throw FormatErrors.Checksum(at + ChecksumAt, "a frame header");
        }

        var kind = (FrameKind)source[4];
        if (kind is < FrameKind.Schema or > FrameKind.Extension)
        {
            throw FormatErrors.Unsupported(at + 4, string.Create(CultureInfo.InvariantCulture, $"frames of kind {source[4]}"));
        }

        if ((source[5] & ~(kind == FrameKind.Extension ? RequiredFlag : 0)) != 0)
        {
            throw FormatErrors.Unsupported(at + 5, string.Create(CultureInfo.InvariantCulture, $"the frame flags 0x{source[5]:x2}"));
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(source[8..]) != sequence)
        {
            throw FormatErrors.Corrupt(at + 8, string.Create(CultureInfo.InvariantCulture, $"a frame is missing or out of order, number {sequence} was expected"));
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(source[16..]) is > MaxHeadLength and ulong head)
        {
            throw FormatErrors.AboveFormat(at + 16, "The head of a frame", (long)Math.Min(head, long.MaxValue), "bytes", MaxHeadLength);
        }

        long body = BinaryPrimitives.ReadInt64LittleEndian(source[24..]);
        if (body < 0 || body % Alignment.Bytes != 0)
        {
            throw FormatErrors.Corrupt(at + 24, "the length of a body is no multiple of 64");
        }

        long rows = BinaryPrimitives.ReadInt64LittleEndian(source[32..]);
        if (rows < 0 || !Alignment.IsZero(source[6..8]) || !Alignment.IsZero(source[48..ChecksumAt]))
        {
            throw FormatErrors.Corrupt(at + 32, "a frame header has a row count out of range or reserved bytes that are not zero");
        }

        return new()
        {
            Kind = kind,
            Flags = source[5],
            Sequence = sequence,
            HeadLength = (int)BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BodyLength = body,
            Rows = rows,
            HeadChecksum = BinaryPrimitives.ReadUInt64LittleEndian(source[40..]),
        };
    }
}
