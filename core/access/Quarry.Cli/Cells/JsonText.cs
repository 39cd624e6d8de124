using System.Buffers;
using Quarry.Cli.Output;

namespace Quarry.Cli.Cells;

/// <summary>UTF-8 text as a JSON string. Only what RFC 8259 requires is escaped, so text in any script stays readable.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> s_escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    public static void Write(OutputBuffer output, ReadOnlySpan<byte> utf8)
    {
        output.Write((byte)'"');
        for (int index = utf8.IndexOfAny(s_escaped); index >= 0; index = utf8.IndexOfAny(s_escaped))
        {
            output.Write(utf8[..index]);
            Escape(output, utf8[index]);
            utf8 = utf8[(index + 1)..];
        }

        output.Write(utf8);
        output.Write((byte)'"');
    }

    private static void Escape(OutputBuffer output, byte character)
    {
        Span<byte> room = output.GetSpan(6);
        room[0] = (byte)'\\';
        room[1] = character switch
        {
            (byte)'"' or (byte)'\\' => character,
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            _ => (byte)'u',
        };
        if (room[1] != 'u')
        {
            output.Advance(2);
            return;
        }

        (room[2], room[3]) = ((byte)'0', (byte)'0');
        room[4] = (byte)('0' + (character >> 4));
        room[5] = "0123456789abcdef"u8[character & 15];
        output.Advance(6);
    }
}
