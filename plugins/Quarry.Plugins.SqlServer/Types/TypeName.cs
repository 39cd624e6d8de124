using System.Globalization;

namespace Quarry.Plugins.SqlServer.Types;

/// <summary>A type as it is written: <c>decimal(10,2)</c>, <c>nvarchar(max)</c>, <c>int identity</c>.</summary>
/// <param name="Name">Lower-case, without arguments.</param>
/// <param name="First">The first argument, or null if there is none or it is no number.</param>
/// <param name="Second">The second.</param>
internal readonly record struct TypeName(string Name, int? First, int? Second)
{
    public static TypeName Of(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        int close = open < 0 ? -1 : text.IndexOf(')', open);
        string[] arguments = close < 0 ? [] : text[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries);
        // The catalog functions of ODBC say "int identity" and "decimal() identity".
        string name = (open < 0 ? text : text[..open]).Trim();
        name = name.EndsWith(" identity", StringComparison.OrdinalIgnoreCase) ? name[..^" identity".Length].TrimEnd() : name;
        return new(name.ToLowerInvariant(), Number(arguments, 0), Number(arguments, 1));
    }

    private static int? Number(string[] arguments, int index)
        => index < arguments.Length && int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
