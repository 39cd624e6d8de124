namespace Quarry.Engine.Sql;

/// <summary>Which characters make up words.</summary>
internal static class SqlChars
{
    private const char ByteOrderMark = '\uFEFF';

    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == ByteOrderMark;

    /// <summary>Every character beyond ASCII counts as a letter, as PostgreSQL, MySQL and SQLite have it.</summary>
    public static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= 0x80 && !IsSpace(c));

    public static bool IsNamePart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$';
}
