using System.Buffers.Binary;
using System.IO.Hashing;
using K4os.Compression.LZ4;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar.Codecs;

/// <summary>Reads the LZ4 frame format (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), which only the original's v2 uses.</summary>
internal static class Lz4Frame
{
    private const uint Magic = 0x184D2204;
    private const int History = 64 << 10;
    private const uint RawBlock = 0x80000000;

    /// <summary>Appends the content of exactly one frame.</summary>
    /// <returns>False if the input is damaged, or its content longer than allowed.</returns>
    public static bool TryDecompress(ReadOnlySpan<byte> source, ByteWriter destination, int most)
    {
        if (source.Length < 7 || BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic)
        {
            return false;
        }

        (byte flags, byte block) = (source[4], source[5]);
        bool hasSize = (flags & 8) != 0;
        int descriptor = hasSize ? 10 : 2;

        // Version 01, no dictionary, no reserved bit, blocks of 64 KiB to 4 MiB.
        if ((flags & 0xC3) != 0x40 || (block & 0x8F) != 0 || block < 0x40 || source.Length < 5 + descriptor
            || (byte)(XxHash32.HashToUInt32(source.Slice(4, descriptor)) >> 8) != source[4 + descriptor])
        {
            return false;
        }

        ulong size = hasSize ? BinaryPrimitives.ReadUInt64LittleEndian(source[6..]) : 0;
        int start = destination.Length;
        return TryBlocks(source[(5 + descriptor)..], flags, 1 << (8 + 2 * (block >> 4)), destination, most)
            && (!hasSize || size == (ulong)(destination.Length - start));
    }

    private static bool TryBlocks(ReadOnlySpan<byte> source, byte flags, int blockSize, ByteWriter destination, int most)
    {
        int start = destination.Length;
        while (source.Length >= sizeof(uint))
        {
            uint header = BinaryPrimitives.ReadUInt32LittleEndian(source);
            source = source[sizeof(uint)..];
            if (header == 0)
            {
                return TryEnd(source, (flags & 4) != 0, destination.Span[start..]);
            }

            uint length = header & ~RawBlock;
            int checksum = (flags & 0x10) != 0 ? sizeof(uint) : 0;
            if (length > (uint)blockSize || length + checksum > source.Length)
            {
                return false;
            }

            ReadOnlySpan<byte> bytes = source[..(int)length];
            source = source[(int)length..];
            if (checksum > 0 && XxHash32.HashToUInt32(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(source))
            {
                return false;
            }

            source = source[checksum..];
            int room = Math.Min(blockSize, most - (destination.Length - start));
            if (!TryBlock(bytes, (header & RawBlock) != 0, (flags & 0x20) != 0, destination, start, room))
            {
                return false;
            }
        }

        return false;
    }

    private static bool TryBlock(ReadOnlySpan<byte> bytes, bool raw, bool independent, ByteWriter destination, int start, int room)
    {
        if (raw)
        {
            if (bytes.Length > room)
            {
                return false;
            }

            destination.Append(bytes);
            return true;
        }

        Span<byte> target = destination.Reserve(room);
        ReadOnlySpan<byte> before = independent ? [] : destination.Span[start..];
        int written = LZ4Codec.Decode(bytes, target, before.Length > History ? before[^History..] : before);
        if (written < 0)
        {
            return false;
        }

        destination.Append(written);
        return true;
    }

    private static bool TryEnd(ReadOnlySpan<byte> source, bool hasChecksum, ReadOnlySpan<byte> content) => hasChecksum
        ? source.Length == sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(source) == XxHash32.HashToUInt32(content)
        : source.IsEmpty;
}
