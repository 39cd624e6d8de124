using System.IO.Hashing;

namespace Quarry.Columnar.Wire;

/// <summary>The head of an extension frame: a name, and the length and checksum of the bytes in the body.</summary>
internal readonly struct ExtensionHead
{
    public required string Name { get; init; }
    public required int PayloadLength { get; init; }
    public required ulong PayloadChecksum { get; init; }

    public static void Write(ByteWriter writer, string name, ReadOnlySpan<byte> payload)
    {
        writer.AppendInt64(payload.Length);
        writer.AppendInt64((long)XxHash3.HashToUInt64(payload));
        writer.AppendText(name);
    }

    public static ExtensionHead Read(ReadOnlySpan<byte> head, long at, in FrameHeader header)
    {
        var reader = new ByteReader(head, at);
        ulong length = reader.UInt64("an extension");
        ulong checksum = reader.UInt64("an extension");
        string name = reader.Text("the name of an extension");
        reader.End("the head of an extension");
        return length <= int.MaxValue - Alignment.Bytes && Alignment.Pad((long)length) == header.BodyLength && header.Rows == 0
            ? new() { Name = name, PayloadLength = (int)length, PayloadChecksum = checksum }
            : throw FormatErrors.Corrupt(at, $"the extension \"{name}\" has a length that is not its body's");
    }
}
