namespace Quarry.Contracts;

/// <summary>Which characters make up words.</summary>
public static class SqlChars
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>True for white space, and for the byte order mark.</summary>
    /// <param name="c">The character.</param>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == ByteOrderMark;

    /// <summary>Every character beyond ASCII counts as a letter, as PostgreSQL, MySQL and SQLite have it.</summary>
    /// <param name="c">The character.</param>
    public static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= 0x80 && !IsSpace(c));

    /// <summary>True for a character within a word.</summary>
    /// <param name="c">The character.</param>
    public static bool IsNamePart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$';
}
