using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Partitions;

/// <summary>A query by the values of one of its columns: ranges of integers, dates and timestamps, a hash of anything else, and a part for NULL.</summary>
/// <remarks>The bounds only balance: the first and the last range are open, and what no calendar of four digits holds falls into them.</remarks>
internal sealed class KeySplit(PartitionRequest request, Dialect dialect)
{
    private readonly string _key = "q." + dialect.QuoteIdentifier(request.Key);
    // On a line of its own: the query may end in a comment.
    private readonly string _from = $"FROM ({request.Sql}\n) AS q";

    /// <summary>A query whose result has the key's type, and which locks what the partitions read.</summary>
    public string Probe => $"SELECT {_key} {_from} LIMIT 0";

    /// <summary>The key's type, once it is known.</summary>
    public LogicalType? KeyType { get; set; }

    /// <summary>A query that returns the bounds between the ranges, ascending, as text; null if there are none to look for.</summary>
    public string? Bounds => request.Count == 1 ? null : KeyType switch
    {
        { Kind: TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 } => Between($"{_key}::numeric", "", "(lo + ceil((hi - lo) * i / {0}))::text"),
        { Kind: TypeKind.Date32 } => Between(_key, "::date", "to_char(lo + ceil((hi - lo)::numeric * i / {0})::int, 'YYYY-MM-DD')"),
        { Kind: TypeKind.Timestamp, IsUtc: false } => Between(_key, "::timestamp", "to_char(lo + (hi - lo) * (i::float8 / {0}), 'YYYY-MM-DD HH24:MI:SS.US')"),
        { Kind: TypeKind.Timestamp } => Between($"{_key} AT TIME ZONE 'UTC'", "::timestamp", "to_char(lo + (hi - lo) * (i::float8 / {0}), 'YYYY-MM-DD HH24:MI:SS.US') || '+00'"),
        _ => null,
    };

    /// <summary>Splits.</summary>
    /// <param name="bounds">What <see cref="Bounds"/> returned, without repetitions.</param>
    /// <param name="snapshot">The snapshot.</param>
    public PartitionSet Split(IReadOnlyList<string> bounds, string snapshot)
    {
        bool isHash = bounds.Count == 0 && Bounds is null && request.Count > 1;
        return new()
        {
            Snapshot = snapshot,
            Method = $"{(isHash ? "a hash" : "ranges")} of {dialect.QuoteIdentifier(request.Key)}",
            Partitions = [.. isHash ? Hashes() : Ranges(bounds), Part($"{_key} IS NULL", "the key is NULL")],
        };
    }

    private IEnumerable<Partition> Ranges(IReadOnlyList<string> bounds)
    {
        string cast = KeyType switch
        {
            { Kind: TypeKind.Date32 } => "date",
            { Kind: TypeKind.Timestamp, IsUtc: false } => "timestamp",
            { Kind: TypeKind.Timestamp } => "timestamptz",
            _ => "int8",
        };
        if (bounds.Count == 0)
        {
            yield return Part($"{_key} IS NOT NULL", "the key is not NULL");
            yield break;
        }

        yield return Part($"{_key} < '{bounds[0]}'::{cast}", $"below {bounds[0]}");
        for (int i = 1; i < bounds.Count; i++)
        {
            yield return Part($"{_key} >= '{bounds[i - 1]}'::{cast} AND {_key} < '{bounds[i]}'::{cast}", $"from {bounds[i - 1]} to below {bounds[i]}");
        }

        yield return Part($"{_key} >= '{bounds[^1]}'::{cast}", $"from {bounds[^1]}");
    }

    // Of the value and not of its text, which depends on the session's settings.
    private IEnumerable<Partition> Hashes()
        => Enumerable.Range(0, request.Count).Select(part => Part(
            string.Create(CultureInfo.InvariantCulture, $"{_key} IS NOT NULL AND (hash_record_extended(ROW({_key}), 0) & {long.MaxValue}) % {request.Count} = {part}"),
            string.Create(CultureInfo.InvariantCulture, $"hash {part} of {request.Count}")));

    private Partition Part(string condition, string rows) => new() { Sql = $"SELECT * {_from} WHERE {condition}", Rows = rows };

    private string Between(string key, string cast, string bound)
    {
        string filter = cast.Length == 0 ? "" : $" WHERE {_key} BETWEEN '0001-01-01' AND '9999-12-31'";
        return string.Create(CultureInfo.InvariantCulture, $"""
            WITH b AS (SELECT min({key}){cast} AS lo, max({key}){cast} AS hi {_from}{filter})
            SELECT {string.Format(CultureInfo.InvariantCulture, bound, request.Count)} FROM b, generate_series(1, {request.Count - 1}) AS i WHERE lo IS NOT NULL ORDER BY i
            """);
    }
}
