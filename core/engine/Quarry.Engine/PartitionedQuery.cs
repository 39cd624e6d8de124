using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>What is read in parts: a table, a query of a whole table (<c>SELECT * FROM table</c>), or a query whose result has a key.</summary>
/// <remarks>Each part runs the query again, so that it has to return the same rows each time it runs on one snapshot: without random(), and with LIMIT only
/// after an ORDER BY that leaves no choice.</remarks>
public sealed record PartitionedQuery
{
    /// <summary>The table, or null for a query.</summary>
    public TableName? Table { get; init; }

    /// <summary>The query: one SELECT; "" for a table.</summary>
    public string Sql { get; init; } = "";

    /// <summary>The values of the query's parameters in any form that a query takes, or null.</summary>
    public object? Parameters { get; init; }

    /// <summary>The column of the result whose values tell the parts apart, written as the result names it; "" to split a table, or a query of a whole one, by where its
    /// rows lie.</summary>
    public string Key { get; init; } = "";

    /// <summary>How many parts, 1 or more; null for as many as this process has processors. A part for NULL keys comes on top.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? Count
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(Count));
            field = value;
        }
    }
}
