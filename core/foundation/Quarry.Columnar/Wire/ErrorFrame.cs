using System.Text;
using Quarry.Contracts;

namespace Quarry.Columnar.Wire;

/// <summary>The head of an error frame: why the writer could not go on.</summary>
internal static class ErrorFrame
{
    private const byte TransientFlag = 1;
    private const byte OutcomeUnknownFlag = 2;
    private const int SqlStateLength = 5;

    public static void Write(ByteWriter writer, QuarryException error)
    {
        writer.AppendByte((byte)error.Kind);
        writer.AppendByte((byte)((error.IsTransient ? TransientFlag : 0) | (error.OutcomeUnknown ? OutcomeUnknownFlag : 0)));
        Span<byte> state = writer.Append(SqlStateLength);
        state.Clear();
        if (error.SqlState is { Length: SqlStateLength } text && Ascii.IsValid(text))
        {
            Encoding.ASCII.GetBytes(text, state);
        }

        writer.AppendByte(0);
        writer.AppendInt32(error.Code);
        writer.AppendInt32(error.VendorCode);
        writer.AppendText(error.Message);
    }

    public static QuarryException Read(ReadOnlySpan<byte> head, long at, in FrameHeader header)
    {
        var reader = new ByteReader(head, at);
        var kind = (ErrorKind)reader.Byte("an error frame");
        byte flags = reader.Byte("an error frame");
        ReadOnlySpan<byte> state = reader.Bytes(SqlStateLength, "an error frame");
        byte reserved = reader.Byte("an error frame");
        bool noState = Alignment.IsZero(state);
        if (!Enum.IsDefined(kind) || flags > (TransientFlag | OutcomeUnknownFlag) || reserved != 0 || header.Rows != 0 || header.BodyLength != 0
            || (!noState && !Ascii.IsValid(state)))
        {
            throw FormatErrors.Corrupt(at, "an error frame has fields out of range");
        }

        string? sqlState = noState ? null : Encoding.ASCII.GetString(state);
        int code = reader.Int32("an error frame");
        int vendorCode = reader.Int32("an error frame");
        string message = reader.Text("the message of an error frame");
        reader.End("an error frame");
        return new RowBufferWriterException(kind, code, message, sqlState)
        {
            VendorCode = vendorCode,
            Transient = (flags & TransientFlag) != 0,
            OutcomeUnknown = (flags & OutcomeUnknownFlag) != 0,
        };
    }
}
