namespace Quarry.Contracts;

/// <summary>What <see cref="Session.PartitionAsync"/> splits: a table, or a query by a key of its result. A query without a key may be split as a table
/// if it is one (<c>SELECT * FROM table</c>), else it is refused.</summary>
public sealed record PartitionRequest
{
    /// <summary>The table, or null for a query.</summary>
    public TableName? Table { get; init; }
    /// <summary>The query: one SELECT without a trailing semicolon, in the database's own markers; "" for a table.</summary>
    public string Sql { get; init; } = "";
    /// <summary>The query's parameters, in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];
    /// <summary>The column of the result by which rows are told apart, unquoted; "" to split by where a table's rows lie.</summary>
    public string Key { get; init; } = "";
    /// <summary>How many partitions, 1 or more; a partition for NULL keys comes on top.</summary>
    public required int Count { get; init; }
}
