using System.Globalization;
using Quarry.Cli.Cells;
using Quarry.Cli.Commands;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Output;
using Quarry.Cli.Reading;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>What every command that writes a table does around it: the progress, the count, the report, what it cost.</summary>
internal sealed class TableLoad(WriteRequest request, CommandContext context, QuarryEngine engine, RunStatistics statistics) : IAsyncDisposable
{
    public QuarryEngine Engine => engine;

    /// <summary>The database that is written.</summary>
    public Source Target { get; } = engine.OpenSource(request.Target);

    /// <summary>Runs a command.</summary>
    /// <param name="request">What the user asked for.</param>
    /// <param name="context">The process.</param>
    /// <param name="run">Writes, and returns what to print.</param>
    public static async Task<int> RunAsync(WriteRequest request, CommandContext context, Func<TableLoad, Task<string>> run)
    {
        var statistics = new RunStatistics(context.Time);
        try
        {
            await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
            await using var load = new TableLoad(request, context, engine, statistics);
            StandardOutput.Write(await run(load));
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

    /// <summary>Writes.</summary>
    /// <param name="batches">The rows; disposed here.</param>
    /// <param name="total">How many rows there are, or null.</param>
    /// <param name="failed">Called before an error of the rows goes on: it is then not the table's.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<(WriteResult Result, TimeSpan Elapsed)> WriteAsync(BatchSource batches, long? total, Action failed, CancellationToken cancellationToken)
    {
        await using var counted = new CountedBatches(batches, statistics, failed);
        var meter = new CopyMeter(statistics, total);
        using IDisposable? progress = !Console.IsErrorRedirected ? new ProgressLine(context.ConnectErrorConsole, meter.ToString, context.Time)
            : request.Progress ? new ProgressLog(Console.Error, meter.ToString, context.Time)
            : null;
        WriteResult result = await WriteAsync(counted, cancellationToken);
        return result.Rows == statistics.Rows ? (result, statistics.Elapsed) : throw Differ(statistics.Rows, result.Rows);
    }

    public ValueTask DisposeAsync() => Target.DisposeAsync();

    private async Task<WriteResult> WriteAsync(CountedBatches batches, CancellationToken cancellationToken)
    {
        try
        {
            var options = new WriteOptions { Mode = request.Mode, Commit = request.Commit, Timeout = request.Timeout };
            return await Target.WriteAsync(request.Table, batches, options, cancellationToken);
        }
        catch (OperationCanceledException cancelled) when (request.Commit == WriteCommit.PerBatch)
        {
            // It says how many rows stay, which a cancelled command would not.
            await Console.Error.WriteAsync($"quarry: {VisibleText.Of(cancelled.Message)}\n");
            throw;
        }
    }

    private QuarryException Differ(long read, long written)
    {
        string message = string.Create(CultureInfo.InvariantCulture,
            $"{read} rows were read, but {Target.Target.Scheme} reports {written} written into {TableText.Format(request.Table)}, and has committed them. ");
        return new(ErrorKind.Server, ErrorCodes.CountsDiffer, message + "Look for a trigger or rule of the table that drops or adds rows.") { RowsCommitted = written };
    }
}
