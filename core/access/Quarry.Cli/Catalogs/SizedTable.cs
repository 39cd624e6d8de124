using Quarry.Engine;

namespace Quarry.Cli.Catalogs;

/// <summary>A table with what the database knows of its size; null if nothing.</summary>
internal sealed record SizedTable(TableInfo Table, TableStatistics? Size)
{
    public static IReadOnlyList<SizedTable> Join(IReadOnlyList<TableInfo> tables, IReadOnlyList<TableStatistics> statistics)
    {
        // A table that was created twice under one name between the two queries is as good as any.
        ILookup<(string, string), TableStatistics> sizes = statistics.ToLookup(size => (size.Schema, size.Table));
        return [.. tables.Select(table => new SizedTable(table, sizes[(table.Schema, table.Name)].FirstOrDefault()))];
    }
}
