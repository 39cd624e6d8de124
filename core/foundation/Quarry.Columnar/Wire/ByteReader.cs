using System.Buffers.Binary;
using System.Text;

namespace Quarry.Columnar.Wire;

/// <summary>Reads fields in order; every read is checked against what is left, and errors name the place in the stream.</summary>
/// <param name="bytes">What is read.</param>
/// <param name="start">Where its first byte stands in the stream.</param>
/// <param name="moves">False for bytes that were decompressed, all of which stand where the compressed ones start.</param>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes, long start, bool moves = true)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly long Offset => moves ? start + Position : start;

    public readonly int Left => _bytes.Length - Position;

    public ReadOnlySpan<byte> Bytes(uint count, string what)
    {
        if (count > (uint)Left)
        {
            throw FormatErrors.Truncated(Offset, what);
        }

        ReadOnlySpan<byte> result = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return result;
    }

    public byte Byte(string what) => Bytes(1, what)[0];

    public ushort UInt16(string what) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2, what));

    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4, what));

    public int Int32(string what) => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4, what));

    public long Int64(string what) => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8, what));

    public ulong UInt64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8, what));

    /// <summary>The length in bytes as u32, then UTF-8.</summary>
    public string Text(string what) => Utf8(UInt32(what), what);

    public string Utf8(uint length, string what)
    {
        long at = Offset;
        ReadOnlySpan<byte> utf8 = Bytes(length, what);
        try
        {
            return s_strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw FormatErrors.Text(at, what);
        }
    }

    public readonly void End(string what)
    {
        if (Left != 0)
        {
            throw FormatErrors.Corrupt(Offset, $"bytes follow the end of {what}");
        }
    }
}
