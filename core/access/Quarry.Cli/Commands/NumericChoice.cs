using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary>The values of <c>--numeric</c>: <c>text</c>, <c>double</c>, <c>decimal</c> or <c>decimal:SCALE</c>.</summary>
internal static class NumericChoice
{
    public static bool TryParse(string text, out ReadOptions? options)
    {
        string[] parts = text.Split(':');
        int scale = ReadOptions.Default.NumericScale;
        bool validScale = parts.Length == 1
            || (parts is ["decimal", var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out scale) && scale <= 38);
        options = (validScale, parts[0]) switch
        {
            (true, "text") => ReadOptions.Default with { Numeric = NumericReading.Text },
            (true, "double") => ReadOptions.Default with { Numeric = NumericReading.Double },
            (true, "decimal") => ReadOptions.Default with { Numeric = NumericReading.Decimal, NumericScale = scale },
            _ => null,
        };
        return options is not null;
    }
}
