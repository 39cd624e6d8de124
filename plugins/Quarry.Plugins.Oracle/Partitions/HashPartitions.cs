using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Partitions;

/// <summary>Splits by ORA_HASH, whose buckets count from 0 to the number that it is given (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ORA_HASH.html).</summary>
internal static class HashPartitions
{
    private const string RowId = "ROWID";

    public static PartitionSet? Of(Dialect dialect, PartitionRequest request, string snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        string asOf = snapshot.Length == 0 ? ""
            : snapshot.All(char.IsAsciiDigit) ? $" AS OF SCN {snapshot}"
            : throw new ArgumentException("A snapshot of Oracle is a system change number: digits.", nameof(snapshot));
        if (request.Table is { } table)
        {
            string all = $"SELECT * FROM {dialect.QuoteTable(table)}{asOf}";
            return request.Key.Length == 0 ? Split(all, RowId, request.Count, isKey: false) : Split(all, dialect.QuoteIdentifier(request.Key), request.Count, isKey: true);
        }

        PlainQuery? plain = PlainQuery.Of(request.Sql, dialect.Lexicon);
        if (request.Key.Length == 0)
        {
            return plain is { IsWholeTable: true } ? Split(plain.At(asOf) + '\n', RowId, request.Count, isKey: false) : null;
        }

        string? query = plain?.At(asOf) ?? (asOf.Length == 0 ? request.Sql : null);
        return query is null ? null : Split($"SELECT * FROM ({query}\n)", dialect.QuoteIdentifier(request.Key), request.Count, isKey: true);
    }

    // What ORA_HASH makes of NULL is nowhere said, so that NULL keys are a part of their own.
    private static PartitionSet Split(string all, string by, int count, bool isKey)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        List<Partition> parts =
        [
            .. Enumerable.Range(0, count).Select(i => new Partition
            {
                Sql = string.Create(CultureInfo.InvariantCulture, $"{all} WHERE {(isKey ? $"{by} IS NOT NULL AND " : "")}ORA_HASH({by}, {count - 1}) = {i}"),
                Rows = string.Create(CultureInfo.InvariantCulture, $"hash {i} of {count}"),
            }),
        ];
        if (isKey)
        {
            parts.Add(new() { Sql = $"{all} WHERE {by} IS NULL", Rows = "NULL keys" });
        }

        return new() { Snapshot = "", Partitions = parts, Method = $"ORA_HASH({by})" };
    }
}
