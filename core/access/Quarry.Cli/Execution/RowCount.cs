using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>How many rows a statement returns, counted by its database.</summary>
internal static class RowCount
{
    // The line break ends a comment that the statement may end with. An alias without AS is what all databases take.
    public static string Sql(string sql) => $"select count(*) from (\n{sql.TrimEnd().TrimEnd(';')}\n) quarry_rows";

    /// <exception cref="QuarryException">The statement cannot stand within another, or fails.</exception>
    public static async Task<long> ReadAsync(Source source, string countSql, object? parameters, QueryOptions options, CancellationToken cancellationToken)
    {
        long rows = 0;
        await foreach (ColumnBatch batch in source.QueryAsync(countSql, parameters, options, cancellationToken))
        {
            rows = Convert.ToInt64(batch[0].GetValue(0), CultureInfo.InvariantCulture);
        }

        return rows;
    }
}
