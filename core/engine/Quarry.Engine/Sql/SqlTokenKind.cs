namespace Quarry.Engine.Sql;

/// <summary>What a stretch of SQL text is, as far as a scanner without a grammar can tell.</summary>
internal enum SqlTokenKind : byte
{
    Whitespace,
    Comment,
    /// <summary>A literal in quotes of any kind, with its prefix (<c>E</c>, <c>N</c>, <c>q</c>).</summary>
    String,
    QuotedIdentifier,
    Word,
    Number,
    /// <summary><c>@name</c> or <c>:name</c>.</summary>
    NamedMarker,
    /// <summary><c>?</c>: the next in order.</summary>
    PlainMarker,
    /// <summary><c>$2</c>, <c>?2</c> or <c>:2</c>.</summary>
    NumberedMarker,
    Semicolon,
    OpenParenthesis,
    CloseParenthesis,
    /// <summary>Any other character, and <c>::</c>, <c>:=</c>, <c>@@</c> as one.</summary>
    Symbol,
}
