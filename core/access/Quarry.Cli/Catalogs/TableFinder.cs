using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Catalogs;

/// <summary>Finds the table that a user means.</summary>
internal static class TableFinder
{
    private const int MostNames = 5;

    /// <summary>The table of a name, with or without its schema, in its own case or else in any.</summary>
    /// <exception cref="QuarryException">There is none, or more than one (User); the message names those that may be meant.</exception>
    public static async Task<TableInfo> FindAsync(SourceMetadata metadata, string? schema, string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableInfo> tables = await metadata.GetTablesAsync(schema, null, cancellationToken);
        return Find(tables, name) ?? Find(await OfSchemaAsync(metadata, schema, name, cancellationToken), name) ?? throw Unknown(tables, name);
    }

    /// <summary>The table of a list, or null.</summary>
    /// <exception cref="QuarryException">There is more than one (User).</exception>
    public static TableInfo? Find(IReadOnlyList<TableInfo> tables, string name)
    {
        foreach (StringComparison comparison in (StringComparison[])[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            TableInfo[] found = [.. tables.Where(table => string.Equals(table.Name, name, comparison) || string.Equals(FullName(table), name, comparison))];
            if (found.Length == 1)
            {
                return found[0];
            }

            if (found.Length > 1)
            {
                throw new QuarryException(ErrorKind.User, ErrorCodes.AmbiguousTable, $"Several tables have the name \"{name}\": {Names(found)}. Name one of them with its schema.");
            }
        }

        return null;
    }

    public static string FullName(TableInfo table) => $"{table.Schema}.{table.Name}";

    // The catalog's own schemas are listed only by their name.
    private static async ValueTask<IReadOnlyList<TableInfo>> OfSchemaAsync(SourceMetadata metadata, string? schema, string name, CancellationToken cancellationToken)
        => schema is null && name.IndexOf('.', StringComparison.Ordinal) is > 0 and int dot
            ? await metadata.GetTablesAsync(name[..dot], name[(dot + 1)..], cancellationToken)
            : [];

    private static QuarryException Unknown(IReadOnlyList<TableInfo> tables, string name)
    {
        TableInfo[] near =
        [
            .. tables.Select(table => (Table: table, Distance: Math.Min(NameDistance.Between(table.Name, name), NameDistance.Between(FullName(table), name))))
                .Where(candidate => candidate.Distance <= Math.Max(2, name.Length / 3))
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => FullName(candidate.Table), StringComparer.Ordinal)
                .Take(MostNames).Select(candidate => candidate.Table),
        ];
        string help = near.Length > 0 ? $"Near names: {Names(near)}." : tables.Count > 0 ? $"Without TABLE all {tables.Count} are listed." : "There are none at all.";
        return new(ErrorKind.User, ErrorCodes.UnknownTable, $"There is no table \"{name}\". {help}");
    }

    private static string Names(IEnumerable<TableInfo> tables) => string.Join(", ", tables.Select(FullName));
}
