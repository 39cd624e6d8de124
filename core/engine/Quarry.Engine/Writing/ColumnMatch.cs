using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>Compares the columns of a source with those of a table, by name.</summary>
internal static class ColumnMatch
{
    /// <summary>Checks that each column of the source has a name of its own.</summary>
    /// <exception cref="QuarryException">Some have not (User); the message names all of them.</exception>
    public static void CheckNames(TableName table, Schema source, StringComparer names)
    {
        List<string> causes = [];
        for (int i = 0; i < source.Columns.Count; i++)
        {
            if (source.Columns[i].Name.Length == 0)
            {
                causes.Add(string.Create(CultureInfo.InvariantCulture, $"column {i + 1} has no name"));
            }
        }

        causes.AddRange(source.Columns.Where(static column => column.Name.Length > 0).GroupBy(static column => column.Name, names).Where(static group => group.Skip(1).Any())
            .Select(static group => $"{string.Join(" and ", group.Select(static column => Quoted(column.Name)))} mean the same column"));
        if (causes.Count > 0)
        {
            throw WriteErrors.Columns(table, causes, "Give each column of the source a name of its own.");
        }
    }

    /// <summary>Checks that a table has each column of the source, and that it needs no other.</summary>
    /// <exception cref="QuarryException">It has not (User); the message names all columns that do not fit, and the table's.</exception>
    public static void Check(TableName table, Schema source, IReadOnlyList<ColumnInfo> columns, StringComparer names)
    {
        List<string> causes = [];
        var existing = columns.Select(static column => column.Name).ToHashSet(names);
        string[] lacking = [.. source.Columns.Select(static column => column.Name).Where(name => !existing.Contains(name)).Select(Quoted)];
        if (lacking.Length > 0)
        {
            causes.Add($"the table has no column {string.Join(", ", lacking)}");
        }

        var given = source.Columns.Select(static column => column.Name).ToHashSet(names);
        string[] required = [.. columns.Where(column => IsRequired(column) && !given.Contains(column.Name)).Select(static column => Quoted(column.Name))];
        if (required.Length > 0)
        {
            causes.Add($"the source has no column {string.Join(", ", required)}, which is NOT NULL and has no default");
        }

        if (causes.Count > 0)
        {
            throw WriteErrors.Columns(table, causes, $"The table's columns are {string.Join(", ", columns.Select(static column => Quoted(column.Name)))}. Rename, add or leave out columns in the source.");
        }
    }

    // A key that the database counts, or a computed column, looks like one without a default where the catalog does not tell.
    private static bool IsRequired(ColumnInfo column) => column is { IsNullable: false, Default: null, IsGenerated: false };

    private static string Quoted(string name) => $"\"{name}\"";
}
