using System.IO.Hashing;
using K4os.Compression.LZ4;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Writes LZ4 frames in the variants that a reader must know.</summary>
internal static class Lz4Frames
{
    public static byte[] Write(byte[] raw, bool linked, bool checksums)
    {
        byte flags = (byte)(0x40 | (linked ? 0 : 0x20) | (checksums ? 0x1C : 0));
        byte[] descriptor = [flags, 0x40, .. checksums ? BitConverter.GetBytes((long)raw.Length) : []];
        List<byte> frame = [0x04, 0x22, 0x4D, 0x18, .. descriptor, (byte)(XxHash32.HashToUInt32(descriptor) >> 8)];
        int half = raw.Length / 2;

        // The second block repeats the first four bytes from as far back as the first block is long, which only a linked block may.
        Block(frame, Compress(raw[..half]), checksums, raw: false);
        if (linked)
        {
            byte[] rest = raw[half..];
            Block(frame, rest, checksums, raw: true);
        }
        else
        {
            Block(frame, Compress(raw[half..]), checksums, raw: false);
        }

        frame.AddRange(new byte[4]);
        if (checksums)
        {
            frame.AddRange(BitConverter.GetBytes(XxHash32.HashToUInt32(raw)));
        }

        return [.. frame];
    }

    /// <summary>A frame of so many blocks of 64 KiB of zeros.</summary>
    public static byte[] Zeros(int blocks)
    {
        byte[] descriptor = [0x60, 0x40], block = Compress(new byte[64 << 10]);
        List<byte> frame = [0x04, 0x22, 0x4D, 0x18, .. descriptor, (byte)(XxHash32.HashToUInt32(descriptor) >> 8)];
        for (int i = 0; i < blocks; i++)
        {
            Block(frame, block, checksum: false, raw: false);
        }

        return [.. frame, .. new byte[4]];
    }

    private static void Block(List<byte> frame, byte[] bytes, bool checksum, bool raw)
    {
        frame.AddRange(BitConverter.GetBytes((uint)bytes.Length | (raw ? 0x80000000 : 0)));
        frame.AddRange(bytes);
        if (checksum)
        {
            frame.AddRange(BitConverter.GetBytes(XxHash32.HashToUInt32(bytes)));
        }
    }

    private static byte[] Compress(byte[] raw)
    {
        byte[] target = new byte[LZ4Codec.MaximumOutputSize(raw.Length)];
        return target[..LZ4Codec.Encode(raw, target)];
    }
}
