using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Partitions;

/// <summary>A table by ranges of its pages: each version of a row has a place (ctid) that does not change while the table is not rewritten, and of those versions
/// a snapshot sees one. Since PostgreSQL 14 such a range is read without the rest (https://www.postgresql.org/docs/current/ddl-system-columns.html).</summary>
internal static class TablePages
{
    private const string NotATable = "it is a materialized view, a foreign table or a sequence";
    private const string UseQuery = "Split a query of it by a key: SELECT with its columns, and a key of those.";
    private const string UseKey = "Split it by a key instead: name a column of its own.";

    /// <summary>Keeps away what would move the rows, or truncate the table, until the transaction ends.</summary>
    public static string Lock(string table) => $"LOCK TABLE {table} IN ACCESS SHARE MODE";

    /// <summary>Rows of: qualified name, kind, persistence, access method, whether tables inherit from it, pages.</summary>
    public static string Facts(string table) => $"""
        SELECT unnest(ARRAY[format('%I.%I', n.nspname, c.relname), c.relkind::text, c.relpersistence::text, coalesce(a.amname, ''),
            EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = c.oid)::text,
            (pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::int8)::text])
        FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_am AS a ON a.oid = c.relam
        WHERE c.oid = '{table.Replace("'", "''", StringComparison.Ordinal)}'::regclass
        """;

    /// <summary>What cannot even be locked as a table.</summary>
    public static QuarryException NotPlain(string table) => PgErrors.NotSplittable($"Table {table}", NotATable, UseQuery);

    /// <summary>Splits a table.</summary>
    /// <param name="facts">What <see cref="Facts"/> returned.</param>
    /// <param name="table">The table's quoted name, for messages.</param>
    /// <param name="count">How many partitions, at most.</param>
    /// <param name="snapshot">The snapshot.</param>
    public static PartitionSet Split(IReadOnlyList<string?> facts, string table, int count, string snapshot)
    {
        (string? cause, string fix) = facts switch
        {
            [_, not "r", ..] => ("it is a view or a partitioned table, whose rows have no place of their own", UseKey),
            [_, _, "t", ..] => ("it is a temporary table, which other sessions do not see", "Copy it into another table first."),
            [_, _, _, not "heap", ..] => ($"its rows are kept by the access method \"{facts[3]}\"", UseKey),
            [_, _, _, _, "true", ..] => ("other tables inherit from it", UseKey),
            _ => (null, ""),
        };
        if (cause is not null)
        {
            throw PgErrors.NotSplittable($"Table {table}", cause, fix);
        }

        long pages = long.Parse(facts[5]!, CultureInfo.InvariantCulture);
        int parts = (int)Math.Clamp(pages, 1, count);
        return new()
        {
            Snapshot = snapshot,
            Method = "ranges of ctid",
            Partitions = [.. Enumerable.Range(0, parts).Select(part => Range(facts[0]!, pages * part / parts, part == parts - 1 ? null : pages * (part + 1) / parts))],
        };
    }

    // The last has no end: the table may have grown between the snapshot and the look at its size.
    private static Partition Range(string table, long from, long? to) => new()
    {
        Sql = string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM {table} WHERE ctid >= '({from},0)'::tid{(to is null ? "" : $" AND ctid < '({to},0)'::tid")}"),
        Rows = string.Create(CultureInfo.InvariantCulture, $"pages {from} to {(to is null ? "the end" : to - 1)}"),
    };
}
