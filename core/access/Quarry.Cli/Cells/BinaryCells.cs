using System.Buffers.Text;
using Quarry.Cli.Output;

namespace Quarry.Cli.Cells;

/// <summary>Bytes in base64 with padding (RFC 4648, section 4). Empty ones are quoted in every format, so that CSV tells them from NULL.</summary>
internal sealed class Base64Cell(bool quoted) : CellWriter
{
    // A multiple of 3, so that only the last piece is padded.
    private const int Piece = 12 << 10;

    public override void Write(OutputBuffer output, int row)
    {
        ReadOnlySpan<byte> bytes = Column.GetBytes(row);
        bool quote = quoted || bytes.IsEmpty;
        if (quote)
        {
            output.Write((byte)'"');
        }

        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> piece = bytes[..Math.Min(Piece, bytes.Length)];
            Base64.EncodeToUtf8(piece, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(piece.Length)), out _, out int written);
            output.Advance(written);
            bytes = bytes[piece.Length..];
        }

        if (quote)
        {
            output.Write((byte)'"');
        }
    }
}

/// <summary>Bytes for a human: <c>\x0aff</c>.</summary>
internal sealed class HexCell : CellWriter
{
    private const int Piece = 16 << 10;

    public override void Write(OutputBuffer output, int row)
    {
        ReadOnlySpan<byte> bytes = Column.GetBytes(row);
        output.Write("\\x"u8);
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> piece = bytes[..Math.Min(Piece, bytes.Length)];
            Convert.TryToHexStringLower(piece, output.GetSpan(piece.Length * 2), out int written);
            output.Advance(written);
            bytes = bytes[piece.Length..];
        }
    }
}
