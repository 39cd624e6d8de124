using Quarry.Cli.Reading;
using Quarry.Contracts;

namespace Quarry.Cli.Inspection;

/// <summary>Reads results to their end and counts.</summary>
internal static class ResultCounter
{
    public static async Task<IReadOnlyList<ResultReport>> CountAsync(ResultSource source, CancellationToken cancellationToken)
    {
        await using ResultSource owned = source;
        List<ResultReport> results = [];
        while (await source.NextAsync(cancellationToken) is { } schema)
        {
            (long batches, long rows) = (0, 0);
            await foreach (ColumnBatch batch in source.ReadAsync(cancellationToken))
            {
                (batches, rows) = (batches + 1, rows + batch.Rows);
            }

            results.Add(new() { Batches = batches, Rows = rows, Columns = Columns(schema) });
        }

        return results;
    }

    public static IReadOnlyList<ColumnReport> Columns(Schema schema) => [.. schema.Columns.Select(column => new ColumnReport { Schema = column })];
}
