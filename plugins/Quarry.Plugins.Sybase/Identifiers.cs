using System.Buffers;
using System.Globalization;
using System.Text;

namespace Quarry.Plugins.Sybase;

/// <summary>Names as ASE takes them (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1570/html/sqlug/X61724.htm).</summary>
internal static class Identifiers
{
    // Quotes count: 255 bytes without them (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1600/doc/html/san1393050529478.html).
    private const int MostBytes = 253;
    private const int MostBytesOfTemporary = 238;
    private const int MostCharactersOfSavepoint = 255;

    // Letters of other scripts depend on the server's character set.
    private static readonly SearchValues<char> s_first = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
    private static readonly SearchValues<char> s_further = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789#@$");

    /// <summary>True for a name that can stand as it is behind the # of a temporary table.</summary>
    public static bool IsTemporary(string name) => name.Length > 1 && name[0] == '#' && !name.AsSpan(1).ContainsAnyExcept(s_further);

    /// <summary>Text as a literal; it is never a name, which stands in double quotes.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A name that stands without quotes.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static string Regular(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return s_first.Contains(name[0]) && !name.AsSpan().ContainsAnyExcept(s_further) && name.Length <= MostCharactersOfSavepoint ? name
            : throw new ArgumentException("ASE takes a savepoint's name without quotes only: letters, digits, _, #, @ and $, at most 255, the first a letter or _.", nameof(name));
    }

    /// <summary>Why ASE would not give a table or a column exactly this name; null if it would.</summary>
    /// <remarks>With its configuration <c>quoted identifier enhancements</c> it takes blanks at the end away, and a point for one between owner and table
    /// (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc36271.1570/html/blocks/blocks308.htm). Bytes are counted in UTF-8: other character sets need fewer.</remarks>
    public static string? WhyNot(string name)
    {
        int bytes = Encoding.UTF8.GetByteCount(name);
        if (name.StartsWith('#'))
        {
            return !IsTemporary(name) ? "it begins with #, as temporary tables do, and theirs have letters, digits, _, #, @ and $ only"
                : bytes > MostBytesOfTemporary ? TooLong(bytes, MostBytesOfTemporary, "for a temporary table") : null;
        }

        return bytes > MostBytes ? TooLong(bytes, MostBytes, "in quotes, 28 before version 15")
            : name.Contains('.', StringComparison.Ordinal) ? "it has a point, which ASE may take for the one between owner and table"
            : name.EndsWith(' ') ? "it ends in a blank, which ASE may leave out"
            : null;
    }

    private static string TooLong(int bytes, int most, string where) => string.Create(CultureInfo.InvariantCulture, $"it has {bytes} bytes in UTF-8, and ASE takes {most} {where}");
}
