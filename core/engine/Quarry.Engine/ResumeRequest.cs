using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>A query whose rows are copied into a table in the order of a key, so that a copy that stopped can go on where it stopped.</summary>
/// <remarks>The table must hold nothing but rows of this query, and the query must return the same rows up to the table's last key as it did before. Let one copy
/// run at a time: two that overlap write the same rows, which only <see cref="ResumedSource.CheckTableAsync"/> finds afterwards.</remarks>
public sealed record ResumeRequest
{
    /// <summary>The query: one SELECT.</summary>
    public required string Sql { get; init; }

    /// <summary>The values of the query's parameters in any form that a query takes, or null.</summary>
    public object? Parameters { get; init; }

    /// <summary>The column of the result that is unique and never NULL, and so called in the table too: an integer, a date or a timestamp. Others sort
    /// differently from one database to the next.</summary>
    public required string Key { get; init; }

    /// <summary>Where the table is.</summary>
    public required Source Target { get; init; }

    /// <summary>The table; it need not exist.</summary>
    public required TableName Table { get; init; }
}
