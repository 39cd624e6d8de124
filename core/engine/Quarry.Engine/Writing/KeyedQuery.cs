using Quarry.Contracts;
using Quarry.Engine.Planning;

namespace Quarry.Engine.Writing;

/// <summary>What is asked of a query whose rows have a key; in the database's own markers, the last of which is for the key.</summary>
/// <param name="Nulls">A row whose key is NULL, if there is one: the key alone.</param>
/// <param name="First">A row whose key is not NULL, if there is one: the key alone. A database may tell its type by the value only.</param>
/// <param name="All">All rows in the order of the key.</param>
/// <param name="CountUpTo">How many rows there are up to a key.</param>
/// <param name="After">The rows after a key, in its order.</param>
/// <param name="Parameters">The values of the query's own markers.</param>
internal sealed record KeyedQuery(string Nulls, string First, string All, string CountUpTo, string After, IReadOnlyList<Parameter> Parameters)
{
    /// <exception cref="QuarryException">It is not one SELECT (User).</exception>
    public static KeyedQuery Of(PlannedQuery planned, Dialect dialect, string key)
    {
        string sql = planned.Select ?? throw ResumeErrors.NotAQuery();
        // An alias without AS is what all databases take, and the line break ends a comment that the query may end with.
        string from = $"FROM (\n{sql}\n) q";
        string column = "q." + dialect.QuoteIdentifier(key);
        string marker = dialect.ParameterMarker(planned.Parameters.Count + 1);
        string nulls = $"SELECT {column} {from} WHERE {column} IS NULL";
        string first = $"SELECT {column} {from} WHERE {column} IS NOT NULL";
        return new(
            dialect.Limit(nulls, 1) ?? nulls,
            dialect.Limit(first, 1) ?? first,
            $"SELECT * {from} ORDER BY {column}",
            $"SELECT count(*) {from} WHERE {column} <= {marker}",
            $"SELECT * {from} WHERE {column} > {marker} ORDER BY {column}",
            planned.Positional);
    }
}
