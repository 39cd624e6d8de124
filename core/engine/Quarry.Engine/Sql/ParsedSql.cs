using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>A SQL text and what the scanner found in it. Immutable.</summary>
internal sealed class ParsedSql
{
    /// <summary>The text as it came.</summary>
    public required string Text { get; init; }
    /// <summary>How it was cut.</summary>
    public required SqlLexicon Lexicon { get; init; }
    /// <summary>All markers, in the text's order.</summary>
    public required IReadOnlyList<SqlMarker> Markers { get; init; }
    /// <summary>The distinct names, compared ordinally, in the order of their first use; empty if the parameters are positional.</summary>
    public required IReadOnlyList<string> Names { get; init; }
    /// <summary>How many distinct parameters there are.</summary>
    public required int ParameterCount { get; init; }
    /// <summary>What the first statement does.</summary>
    public required StatementKind Kind { get; init; }
    /// <summary>True if any of the statements defines, changes or drops an object.</summary>
    public required bool Defines { get; init; }
    /// <summary>The statements, each without surrounding whitespace and without its semicolon (a block keeps it); what holds comments only is none.</summary>
    public required IReadOnlyList<Range> Statements { get; init; }

    /// <summary>The text with a dialect's own markers in place of its markers, and which parameter goes to which of them.</summary>
    /// <param name="dialect">The database's dialect.</param>
    public RewrittenSql Rewrite(Dialect dialect) => MarkerRewriter.Rewrite(this, dialect);
}
