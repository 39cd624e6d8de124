namespace Quarry.Engine.Sql;

/// <summary>A stretch of SQL text. The tokens of a text follow each other without a gap.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    public bool IsMarker => Kind is SqlTokenKind.NamedMarker or SqlTokenKind.PlainMarker or SqlTokenKind.NumberedMarker;

    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
