using Quarry.Cli.Diagnostics;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Cli.Reading;
using Quarry.Contracts;

namespace Quarry.Cli.Execution;

/// <summary>All results of a source into a writer.</summary>
internal static class ResultCopy
{
    /// <param name="source">Where from.</param>
    /// <param name="writer">Where to; if the copy fails, it is told to mark its output as a part.</param>
    /// <param name="statistics">Counts the batches.</param>
    /// <param name="progress">The line to take away before the terminal shows rows, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task RunAsync(
        ResultSource source, ResultWriter writer, RunStatistics statistics, ProgressLine? progress, CancellationToken cancellationToken)
    {
        try
        {
            await CopyAsync(source, writer, statistics, progress, cancellationToken);
        }
        catch (Exception e) when (!OutputErrors.IsOutput(e))
        {
            Break(writer, e);
            throw;
        }
    }

    private static async Task CopyAsync(
        ResultSource source, ResultWriter writer, RunStatistics statistics, ProgressLine? progress, CancellationToken cancellationToken)
    {
        bool hasColumns = false;
        while (await source.NextAsync(cancellationToken) is { } schema)
        {
            hasColumns = true;
            writer.Begin(schema);
            await foreach (ColumnBatch batch in source.ReadAsync(cancellationToken))
            {
                statistics.Count(batch);
                progress?.End();
                writer.Write(batch);
            }

            progress?.End();
            writer.End();
        }

        if (!hasColumns)
        {
            progress?.End();
            writer.WriteRowsAffected(source.RowsAffected);
        }

        writer.Complete();
    }

    // What failed first is what the user has to know.
    private static void Break(ResultWriter writer, Exception error)
    {
        try
        {
            writer.Break(error);
        }
        catch (Exception e) when (OutputErrors.IsOutput(e) || e is InvalidOperationException)
        {
        }
    }
}
