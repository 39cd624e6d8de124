using System.Text;
using Spectre.Console;

namespace Quarry.Cli.Formats;

/// <summary>How many cells of a terminal a text takes: two for East Asian wide characters, none for combining ones.</summary>
internal static class TextWidth
{
    public static int Of(ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8) ? utf8.Length : Encoding.UTF8.GetString(utf8).GetCellWidth();
}
