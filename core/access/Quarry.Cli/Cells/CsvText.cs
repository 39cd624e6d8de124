using System.Buffers;
using Quarry.Cli.Output;

namespace Quarry.Cli.Cells;

/// <summary>Text as a CSV field (RFC 4180): quoted if it is empty, so that it is not NULL, or holds a comma, a quote or a line break.</summary>
internal static class CsvText
{
    private static readonly SearchValues<byte> s_special = SearchValues.Create(",\"\r\n"u8);

    public static void Write(OutputBuffer output, ReadOnlySpan<byte> utf8)
    {
        if (!utf8.IsEmpty && !utf8.ContainsAny(s_special))
        {
            output.Write(utf8);
            return;
        }

        output.Write((byte)'"');
        for (int index = utf8.IndexOf((byte)'"'); index >= 0; index = utf8.IndexOf((byte)'"'))
        {
            output.Write(utf8[..index]);
            output.Write("\"\""u8);
            utf8 = utf8[(index + 1)..];
        }

        output.Write(utf8);
        output.Write((byte)'"');
    }
}
