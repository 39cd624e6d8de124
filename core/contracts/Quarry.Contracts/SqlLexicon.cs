namespace Quarry.Contracts;

/// <summary>How a database's SQL is cut into words: enough to find parameters, comments and the ends of statements, no more.</summary>
public sealed record SqlLexicon
{
    /// <summary>Standard SQL: <c>"name"</c>, <c>'text'</c>, <c>-- comment</c>, <c>/* comment */</c>, <c>?</c>.</summary>
    public static SqlLexicon Standard { get; } = new();

    /// <summary>Characters that open a quoted identifier: <c>"</c>, <c>`</c> or <c>[</c> (closed by <c>]</c>). The closing character is doubled within.</summary>
    public string IdentifierQuotes { get; init; } = "\"";
    /// <summary>True if <c>\'</c> escapes a quote in every string (MySQL).</summary>
    public bool BackslashEscapes { get; init; }
    /// <summary>True if <c>E'…'</c> is a string with backslash escapes (PostgreSQL).</summary>
    public bool EscapeStrings { get; init; }
    /// <summary>True if <c>$tag$ … $tag$</c> is a string (PostgreSQL).</summary>
    public bool DollarQuotes { get; init; }
    /// <summary>True if <c>q'[ … ]'</c> is a string (Oracle).</summary>
    public bool AlternativeQuotes { get; init; }
    /// <summary>True if <c>/* /* */ */</c> is one comment (PostgreSQL, SQL Server).</summary>
    public bool NestedComments { get; init; }
    /// <summary>True if <c>#</c> starts a comment to the end of the line (MySQL).</summary>
    public bool HashComments { get; init; }
    /// <summary>True if <c>?</c> may be an operator, as in PostgreSQL's JSON operators; then positional parameters are written <c>$1</c>.</summary>
    public bool QuestionMarkIsOperator { get; init; }
    /// <summary>Prefixes of named parameters in the caller's SQL.</summary>
    public string ParameterPrefixes { get; init; } = "@:";
    /// <summary>True if <c>$1</c>, <c>$2</c> … are positional parameters.</summary>
    public bool DollarNumbers { get; init; }
    /// <summary>True if <c>DECLARE @name</c> makes a variable of the text, which is no parameter, and <c>EXEC procedure @name = value</c> names the procedure's (T-SQL).</summary>
    public bool DeclaresVariables { get; init; }
    /// <summary>True if a block <c>BEGIN … END</c> of CREATE TRIGGER or PROCEDURE holds semicolons that end no statement.</summary>
    public bool BlocksHoldSemicolons { get; init; }
}
