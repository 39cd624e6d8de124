namespace Quarry.Engine.Writing;

/// <summary>What the catalog says of a table.</summary>
internal sealed record FoundTable
{
    public static FoundTable None { get; } = new() { Exists = false, Columns = [] };

    public required bool Exists { get; init; }

    public required IReadOnlyList<ColumnInfo> Columns { get; init; }
}
