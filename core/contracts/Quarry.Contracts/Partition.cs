namespace Quarry.Contracts;

/// <summary>One part of a table or query: a SELECT of its own.</summary>
public sealed record Partition
{
    /// <summary>The SQL, in the database's own markers; it takes the parameters of the query that was split.</summary>
    public required string Sql { get; init; }
    /// <summary>Which rows it holds, for people, such as <c>pages 0 to 127</c>.</summary>
    public required string Rows { get; init; }
}
