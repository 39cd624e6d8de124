namespace Quarry.Contracts;

/// <summary>What a stretch of SQL text is, as far as a scanner without a grammar can tell.</summary>
public enum SqlTokenKind : byte
{
    /// <summary>Spaces, tabs and line ends.</summary>
    Whitespace,
    /// <summary>A comment of any kind, with its delimiters.</summary>
    Comment,
    /// <summary>A literal in quotes of any kind, with its prefix (<c>E</c>, <c>N</c>, <c>q</c>).</summary>
    String,
    /// <summary>An identifier in quotes or brackets.</summary>
    QuotedIdentifier,
    /// <summary>A keyword or an identifier.</summary>
    Word,
    /// <summary>A literal number.</summary>
    Number,
    /// <summary><c>@name</c> or <c>:name</c>.</summary>
    NamedMarker,
    /// <summary><c>?</c>: the next in order.</summary>
    PlainMarker,
    /// <summary><c>$2</c>, <c>?2</c> or <c>:2</c>.</summary>
    NumberedMarker,
    /// <summary><c>;</c></summary>
    Semicolon,
    /// <summary><c>(</c></summary>
    OpenParenthesis,
    /// <summary><c>)</c></summary>
    CloseParenthesis,
    /// <summary>Any other character, and <c>::</c>, <c>:=</c>, <c>@@</c> as one.</summary>
    Symbol,
    /// <summary>The rest of a text in which a string, comment or quoted identifier does not end; <see cref="SqlTokenizer.Missing"/> tells what is missing.</summary>
    Unterminated,
}
