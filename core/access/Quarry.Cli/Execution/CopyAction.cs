using System.Globalization;
using Quarry.Cli.Cells;
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
            StandardOutput.Write(await CopyAsync(request, context, statistics, cancellationToken));
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

    private static async Task<string> CopyAsync(CopyRequest request, CommandContext context, RunStatistics statistics, CancellationToken cancellationToken)
    {
        string sql = await SqlText.ReadAsync(request.Query.Sql, Console.OpenStandardInput, cancellationToken);
        Parameter[] parameters = [.. request.Query.Parameters.Select(ParameterText.Parse)];
        var options = new QueryOptions { Batch = request.Query.Batch, Read = request.Query.Read, Timeout = request.Query.Timeout };
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.Query.PluginsDirectory });
        await using Source source = engine.OpenSource(request.Query.Target);
        await using Source target = engine.OpenSource(request.Target);
        long? total = request.Count ? await CountAsync(sql) : null;

        CopySource rows = await CopySource.OpenAsync(request, source, target, sql, parameters, options, cancellationToken);
        // The places in errors of the target are those of statements that the user has not written.
        await using var batches = new CountedBatches(rows.Batches, statistics, () => context.Sql = rows.IsAsWritten ? sql : null);
        var meter = new CopyMeter(statistics, total - (rows.Resumed?.RowsPresent ?? 0));
        using IDisposable? progress = !Console.IsErrorRedirected ? new ProgressLine(context.ConnectErrorConsole, meter.ToString, context.Time)
            : request.Progress ? new ProgressLog(Console.Error, meter.ToString, context.Time)
            : null;
        WriteResult result = await WriteAsync(request, target, batches, cancellationToken);
        return result.Rows == statistics.Rows ? CopyReport.Of(request, rows, result, statistics.Elapsed) : throw Differ(request, target, statistics.Rows, result.Rows);

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
        try
        {
            var options = new WriteOptions { Mode = request.Mode, Commit = request.Commit, Timeout = request.Query.Timeout };
            return await target.WriteAsync(request.Table, batches, options, cancellationToken);
        }
        catch (OperationCanceledException cancelled) when (request.Commit == WriteCommit.PerBatch)
        {
            // It says how many rows stay, which a cancelled command would not.
            await Console.Error.WriteAsync($"quarry: {VisibleText.Of(cancelled.Message)}\n");
            throw;
        }
    }

    private static QuarryException Differ(CopyRequest request, Source target, long read, long written)
    {
        string message = string.Create(CultureInfo.InvariantCulture,
            $"{read} rows were read, but {target.Target.Scheme} reports {written} written into {TableText.Format(request.Table)}, and has committed them. ");
        return new(ErrorKind.Server, ErrorCodes.CountsDiffer, message + "Look for a trigger or rule of the table that drops or adds rows.") { RowsCommitted = written };
    }
}
