using System.Buffers;
using System.Text;
using Quarry.Cli.Output;

namespace Quarry.Cli.Cells;

/// <summary>Text on one line of a terminal: control characters are shown as escapes and not sent, so that data cannot move the cursor or recolour the screen.</summary>
internal static class VisibleText
{
    // C0 and DEL; 0xC2 begins the two bytes of C1 (U+0080 to U+009F), of which U+009B opens an escape sequence too.
    private static readonly SearchValues<byte> s_suspect = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), 0x7F, 0xC2]);

    /// <summary>The same for a text of its own, such as a line of an error: a message may quote what a file or a server says.</summary>
    public static string Of(string text)
    {
        var visible = new OutputBuffer(stream: null);
        Write(visible, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(visible.Written);
    }

    public static void Write(OutputBuffer output, ReadOnlySpan<byte> utf8)
    {
        for (int index = utf8.IndexOfAny(s_suspect); index >= 0; index = utf8.IndexOfAny(s_suspect))
        {
            output.Write(utf8[..index]);
            Rune.DecodeFromUtf8(utf8[index..], out Rune rune, out int length);
            WriteRune(output, rune, utf8.Slice(index, length));
            utf8 = utf8[(index + length)..];
        }

        output.Write(utf8);
    }

    private static void WriteRune(OutputBuffer output, Rune rune, ReadOnlySpan<byte> utf8)
    {
        if (!Rune.IsControl(rune))
        {
            output.Write(utf8);
            return;
        }

        switch (rune.Value)
        {
            case '\n':
                output.Write("\\n"u8);
                break;
            case '\r':
                output.Write("\\r"u8);
                break;
            case '\t':
                output.Write("\\t"u8);
                break;
            default:
                output.Write("\\u00"u8);
                output.Write("0123456789abcdef"u8[rune.Value >> 4]);
                output.Write("0123456789abcdef"u8[rune.Value & 15]);
                break;
        }
    }
}
