using System.Buffers.Binary;
using System.Globalization;

namespace Quarry.Columnar.Wire;

/// <summary>The 64 bytes of the directory that describe one buffer, see FORMAT.md.</summary>
internal readonly struct BufferEntry
{
    public const int Size = 64;
    public const byte NullsUndefinedFlag = 1;

    public BufferRole Role { get; init; }
    public BufferEncoding Encoding { get; init; }
    public BufferCodec Codec { get; init; }
    public byte Flags { get; init; }
    public byte Bits { get; init; }
    /// <summary>From the start of the body.</summary>
    public long Offset { get; init; }
    public int Stored { get; init; }
    public int Encoded { get; init; }
    public int Raw { get; init; }
    public ulong Checksum { get; init; }
    /// <summary>Frame of reference: the base. Delta: the first value.</summary>
    public long Base { get; init; }
    /// <summary>Delta: the smallest delta. Run-length: the number of runs.</summary>
    public long Extra { get; init; }

    public bool IsPlain => Encoding == BufferEncoding.Plain;

    /// <summary>True if the stored bytes are the values as they lie in memory.</summary>
    public bool IsView => IsPlain && Codec == BufferCodec.None;

    public void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        destination[0] = (byte)Role;
        destination[1] = (byte)Encoding;
        destination[2] = (byte)Codec;
        destination[3] = Flags;
        destination[4] = Bits;
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Offset);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], Stored);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], Encoded);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], Raw);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[40..], Checksum);
        BinaryPrimitives.WriteInt64LittleEndian(destination[48..], Base);
        BinaryPrimitives.WriteInt64LittleEndian(destination[56..], Extra);
    }

    /// <summary>Reads an entry and checks what can be checked without the type: ranges and reserved bytes.</summary>
    /// <param name="reader">At the entry.</param>
    /// <param name="version">What the stream says it needs.</param>
    public static BufferEntry Read(ref ByteReader reader, RowBufferVersion version)
    {
        long at = reader.Offset;
        ReadOnlySpan<byte> source = reader.Bytes(Size, "the directory");
        if ((BufferEncoding)source[1] > BufferEncoding.ByteStreamSplit)
        {
            throw FormatErrors.Unsupported(at + 1, string.Create(CultureInfo.InvariantCulture, $"the encoding of number {source[1]}"));
        }

        // Else readers of that version would take the stream for readable.
        if (source[1] == (byte)BufferEncoding.ByteStreamSplit && version.Minor < 1)
        {
            throw FormatErrors.Corrupt(at + 1, $"a buffer has the encoding {BufferEncoding.ByteStreamSplit}, which a stream of version {version} does not have");
        }

        if ((BufferCodec)source[2] > BufferCodec.Zstd)
        {
            throw FormatErrors.Unsupported(at + 2, string.Create(CultureInfo.InvariantCulture, $"the codec of number {source[2]}"));
        }

        if ((source[3] & ~NullsUndefinedFlag) != 0)
        {
            throw FormatErrors.Unsupported(at + 3, string.Create(CultureInfo.InvariantCulture, $"the buffer flags 0x{source[3]:x2}"));
        }

        ulong stored = BinaryPrimitives.ReadUInt64LittleEndian(source[16..]);
        ulong encoded = BinaryPrimitives.ReadUInt64LittleEndian(source[24..]);
        ulong raw = BinaryPrimitives.ReadUInt64LittleEndian(source[32..]);
        if (raw > int.MaxValue - Alignment.Bytes)
        {
            throw FormatErrors.AboveFormat(at + 32, "A buffer", (long)Math.Min(raw, long.MaxValue), "bytes", int.MaxValue - Alignment.Bytes);
        }

        if (encoded > raw || stored > encoded || !Alignment.IsZero(source[5..8]))
        {
            throw FormatErrors.Corrupt(at + 16, "a buffer's stored, encoded and raw lengths do not fit each other");
        }

        return new()
        {
            Role = (BufferRole)source[0],
            Encoding = (BufferEncoding)source[1],
            Codec = (BufferCodec)source[2],
            Flags = source[3],
            Bits = source[4],
            Offset = BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            Stored = (int)stored,
            Encoded = (int)encoded,
            Raw = (int)raw,
            Checksum = BinaryPrimitives.ReadUInt64LittleEndian(source[40..]),
            Base = BinaryPrimitives.ReadInt64LittleEndian(source[48..]),
            Extra = BinaryPrimitives.ReadInt64LittleEndian(source[56..]),
        };
    }
}
