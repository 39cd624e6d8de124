using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;

namespace Quarry.Columnar.Wire;

/// <summary>The first 64 bytes of a v2 stream, see FORMAT.md.</summary>
internal static class Prelude
{
    public const int Length = 64;
    private const int ChecksumAt = 56;

    public static ReadOnlySpan<byte> Magic => "QRB2"u8;

    public static void Write(RowBufferVersion version, Span<byte> destination)
    {
        destination[..Length].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], (ushort)version.Major);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], (ushort)version.Minor);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[ChecksumAt..], XxHash3.HashToUInt64(destination[..ChecksumAt]));
    }

    public static RowBufferVersion Read(ReadOnlySpan<byte> source)
    {
        if (!source.StartsWith(Magic))
        {
            throw FormatErrors.NotRowBuffer(0, "\"QRB2\"");
        }

        // The place of the version is fixed for all majors; what follows it is not.
        var version = new RowBufferVersion(BinaryPrimitives.ReadUInt16LittleEndian(source[4..]), BinaryPrimitives.ReadUInt16LittleEndian(source[6..]));
        if (version.Major != RowBufferVersion.Latest.Major)
        {
            throw FormatErrors.Version(4, version.ToString(), $"2.0 to {RowBufferVersion.Latest}");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(source[ChecksumAt..]) != XxHash3.HashToUInt64(source[..ChecksumAt]))
        {
            throw FormatErrors.Checksum(ChecksumAt, "the prelude");
        }

        if (version.Minor > RowBufferVersion.Latest.Minor)
        {
            throw FormatErrors.Version(6, version.ToString(), $"2.0 to {RowBufferVersion.Latest}");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(source[8..]) is not 0 and uint flags)
        {
            throw FormatErrors.Unsupported(8, string.Create(CultureInfo.InvariantCulture, $"the required flags 0x{flags:x8}"));
        }

        return Alignment.IsZero(source[16..ChecksumAt]) ? version : throw FormatErrors.Corrupt(16, "reserved bytes of the prelude are not zero");
    }
}
