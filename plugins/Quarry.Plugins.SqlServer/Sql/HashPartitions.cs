using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Shared;

namespace Quarry.Plugins.SqlServer.Sql;

/// <summary>A table or a query by CHECKSUM of one of its columns (https://learn.microsoft.com/sql/t-sql/functions/checksum-transact-sql), and a part for NULL.</summary>
/// <remarks>
/// Part i of n holds the rows for which <c>(CHECKSUM(key) + 2³¹) modulo n</c> is i: of an integer CHECKSUM is the integer itself, of a text what its collation compares. One value has
/// one checksum, so a row is in one part; the number is made positive, since a remainder has the sign of what was divided. CHECKSUM refuses what cannot be compared: text, ntext, image, xml.
/// Where a row lies would need no key, but <c>%%physloc%%</c> is not documented.
/// </remarks>
internal static class HashPartitions
{
    public static PartitionSet? Of(PartitionRequest request, SqlServerDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Key.Length == 0 || Source(request, dialect) is not { } source)
        {
            return null;
        }

        string key = "q." + dialect.QuoteIdentifier(request.Key);
        return new()
        {
            Snapshot = "",
            Method = $"a hash of {dialect.QuoteIdentifier(request.Key)}",
            Partitions = [.. Hashes(source, key, request.Count), Part(source, $"{key} IS NULL", "the key is NULL")],
        };
    }

    private static IEnumerable<Partition> Hashes(string source, string key, int count)
    {
        if (count == 1)
        {
            yield return Part(source, $"{key} IS NOT NULL", "the key is not NULL");
            yield break;
        }

        for (int part = 0; part < count; part++)
        {
            yield return Part(
                source,
                string.Create(CultureInfo.InvariantCulture, $"{key} IS NOT NULL AND (CAST(CHECKSUM({key}) AS bigint) + 2147483648) % {count} = {part}"),
                string.Create(CultureInfo.InvariantCulture, $"hash {part} of {count}"));
        }
    }

    /// <summary>SELECT … FROM, to which a WHERE can be added; null for a query that may not stand in a derived table, or whose TOP would choose other rows in each part.</summary>
    private static string? Source(PartitionRequest request, SqlServerDialect dialect)
    {
        if (request.Table is { } table)
        {
            return $"SELECT * FROM {dialect.QuoteTable(table)} AS q";
        }

        return SelectShape.Read(request.Sql, dialect.Lexicon) is { HasTop: false, HasOffset: false, HasOrderBy: false, Columns: not SelectColumns.Unknown } shape
            // Behind the common table expressions, which may not stand in a derived table. On a line of its own: the query may end in a comment.
            ? $"{request.Sql[..shape.Start]}SELECT * FROM ({request.Sql[shape.Start..]}\n) AS q"
            : null;
    }

    private static Partition Part(string source, string condition, string rows) => new() { Sql = $"{source} WHERE {condition}", Rows = rows };
}
