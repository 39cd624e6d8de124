using System.Globalization;
using Quarry.Cli.Commands;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Output;
using Quarry.Cli.Reading;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>Runs a query on one source and writes its rows into a table of another.</summary>
internal static class CopyAction
{
    public static async Task<int> RunAsync(CopyRequest request, CommandContext context, CancellationToken cancellationToken)
    {
        var statistics = new RunStatistics(context.Time);
        try
        {
            WriteResult result = await CopyAsync(request, context, statistics, cancellationToken);
            StandardOutput.Write(CopyReport.Of(request, result, statistics.Elapsed));
            return ExitCodes.Ok;
        }
        finally
        {
            if (request.Stats)
            {
                await Console.Error.WriteLineAsync(statistics.ToJson());
            }
        }
    }

    private static async Task<WriteResult> CopyAsync(CopyRequest request, CommandContext context, RunStatistics statistics, CancellationToken cancellationToken)
    {
        string sql = await SqlText.ReadAsync(request.Query.Sql, Console.OpenStandardInput, cancellationToken);
        Parameter[] parameters = [.. request.Query.Parameters.Select(ParameterText.Parse)];
        var options = new QueryOptions { Batch = request.Query.Batch, Read = request.Query.Read, Timeout = request.Query.Timeout };
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.Query.PluginsDirectory });
        await using Source source = engine.OpenSource(request.Query.Target);
        await using Source target = engine.OpenSource(request.Target);
        long? total = request.Count ? await CountAsync(sql) : null;
        // The places in errors of the target are those of statements that the user has not written.
        await using var batches = new CountedBatches(
            BatchSource.Of(source.QueryAsync(sql, parameters, options, cancellationToken)), statistics, () => context.Sql = sql);
        var meter = new CopyMeter(statistics, total);
        using IDisposable? progress = !Console.IsErrorRedirected ? new ProgressLine(context.ConnectErrorConsole, meter.ToString, context.Time)
            : request.Progress ? new ProgressLog(Console.Error, meter.ToString, context.Time)
            : null;
        WriteResult result = await WriteAsync(request, target, batches, cancellationToken);
        return result.Rows == statistics.Rows ? result : throw new QuarryException(ErrorKind.Server, ErrorCodes.CountsDiffer, string.Create(CultureInfo.InvariantCulture,
            $"{statistics.Rows} rows were read, but {target.Target.Scheme} reports {result.Rows} written into {TableText.Format(request.Table)}, and has committed them. ")
            + "Look for a trigger or rule of the table that drops or adds rows.");

        async Task<long> CountAsync(string sql)
        {
            context.Sql = RowCount.Sql(sql);
            long rows = await RowCount.ReadAsync(source, context.Sql, parameters, options, cancellationToken);
            context.Sql = null;
            return rows;
        }
    }

    private static async Task<WriteResult> WriteAsync(CopyRequest request, Source target, BatchSource batches, CancellationToken cancellationToken)
    {
        long committed = 0;
        try
        {
            return await target.WriteAsync(
                request.Table,
                batches,
                new() { Mode = request.Mode, Commit = request.Commit, Timeout = request.Query.Timeout, Progress = progress => committed = progress.RowsCommitted },
                cancellationToken);
        }
        catch (OperationCanceledException) when (request.Commit == WriteCommit.PerBatch)
        {
            // Errors of the engine tell it themselves; a cancellation has no place for it.
            await Console.Error.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"quarry: {committed} rows are committed\n"));
            throw;
        }
    }
}
