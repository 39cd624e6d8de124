namespace Quarry.Contracts;

/// <summary>The caller's choices where a database's types leave one.</summary>
public sealed record ReadOptions
{
    /// <summary>NUMERIC without precision as text; a value that contradicts its column's type is an error.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>How NUMERIC without precision is read.</summary>
    public NumericReading Numeric { get; init; }
    /// <summary>The scale for <see cref="NumericReading.Decimal"/>, 0 to 38.</summary>
    public int NumericScale { get; init; } = 9;
    /// <summary>True to read columns whose values may contradict their type (SQLite, whose types are per value) as text instead of failing at such a value.</summary>
    public bool MismatchAsText { get; init; }
}
