using System.Buffers.Binary;
using Quarry.Plugins.PostgreSql.Encoders;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>What COPY's binary format has around its rows, each of which is otherwise the content of a DataRow.</summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".</remarks>
internal static class CopyFrame
{
    /// <summary>The count of columns that stands for the end of the rows.</summary>
    public const ushort Trailer = 0xFFFF;

    private const int MessageBytes = 5;
    private const int SignatureBytes = 11;
    private const int OidsFlag = 1 << 16;

    /// <summary>Takes the header off the first message, which is here as a whole. The row or trailer behind it becomes a message of its own.</summary>
    public static unsafe void TakeHeader(ReceiveBuffer input)
    {
        var content = new Span<byte>(input.Data + input.Start + MessageBytes, input.MessageLength() - MessageBytes);
        int header = CopyEncoder.Header.Length;
        if (content.Length < header || !content[..SignatureBytes].SequenceEqual(CopyEncoder.Header[..SignatureBytes]))
        {
            throw PgErrors.Protocol("a COPY that does not start with the signature of the binary format");
        }

        if ((BinaryPrimitives.ReadInt32BigEndian(content[SignatureBytes..]) & OidsFlag) != 0)
        {
            throw PgErrors.Protocol("a COPY whose rows have object ids");
        }

        int extension = BinaryPrimitives.ReadInt32BigEndian(content[(SignatureBytes + sizeof(int))..]);
        int taken = header + extension;
        if (extension < 0 || taken > content.Length)
        {
            throw PgErrors.Protocol("a COPY whose header is longer than its message");
        }

        // The last bytes of the header make room for the head of the message that is left.
        Span<byte> message = new(input.Data + input.Start + taken, MessageBytes);
        message[0] = Backend.CopyData;
        BinaryPrimitives.WriteInt32BigEndian(message[1..], content.Length - taken + sizeof(int));
        input.Consume(taken);
    }
}
