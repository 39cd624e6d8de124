namespace Quarry.Contracts;

/// <summary>A stretch of SQL text. The tokens of a text follow each other without a gap.</summary>
public readonly record struct SqlToken
{
    /// <summary>Creates a token.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="start">The 0-based index of its first character.</param>
    /// <param name="length">Its characters.</param>
    public SqlToken(SqlTokenKind kind, int start, int length) => (Kind, Start, Length) = (kind, start, length);

    /// <summary>What it is.</summary>
    public SqlTokenKind Kind { get; }

    /// <summary>The 0-based index of its first character.</summary>
    public int Start { get; }

    /// <summary>Its characters, 1 or more.</summary>
    public int Length { get; }

    /// <summary>The index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>True for a parameter marker of any kind.</summary>
    public bool IsMarker => Kind is SqlTokenKind.NamedMarker or SqlTokenKind.PlainMarker or SqlTokenKind.NumberedMarker;

    /// <summary>The token's characters.</summary>
    /// <param name="text">The text that was cut.</param>
    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
