namespace Quarry.Contracts;

/// <summary>Which table's columns the batches of <see cref="Session.WriteAsync"/> go to.</summary>
public sealed record BulkWriteRequest
{
    /// <summary>The table, which exists.</summary>
    public required TableName Table { get; init; }
    /// <summary>The batches' schema; each column is written to the table's column of that name.</summary>
    public required Schema Schema { get; init; }
}
