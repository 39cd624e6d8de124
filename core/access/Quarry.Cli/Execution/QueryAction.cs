using Quarry.Cli.Commands;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Quarry.Engine;
using Spectre.Console;

namespace Quarry.Cli.Execution;

/// <summary>Runs a query and writes its results.</summary>
internal static class QueryAction
{
    public static async Task<int> RunAsync(QueryRequest request, CommandContext context, CancellationToken cancellationToken)
    {
        var statistics = new RunStatistics(context.Time);
        try
        {
            string sql = context.Sql = await SqlText.ReadAsync(request.Sql, Console.OpenStandardInput, cancellationToken);
            Parameter[] parameters = [.. request.Parameters.Select(ParameterText.Parse)];
            using OutputTarget target = OutputTarget.Open(request.OutputPath);
            using ProgressLine? progress = Console.IsErrorRedirected ? null : new(context.ConnectErrorConsole, statistics, context.Time);
            ResultWriter writer = CreateWriter(request.Format, target);

            await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
            await using Source source = engine.OpenSource(request.Target);
            var options = new QueryOptions { Batch = request.Batch, Read = request.Read, Timeout = request.Timeout };
            await using BatchStream stream = source.QueryAsync(sql, parameters, options, cancellationToken);
            await CopyAsync(stream, writer, statistics, target.IsTerminal ? progress : null);
            target.Commit();
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

    private static async Task CopyAsync(BatchStream stream, ResultWriter writer, RunStatistics statistics, ProgressLine? progress)
    {
        bool hasColumns = false;
        while (await stream.GetSchemaAsync() is { } schema)
        {
            hasColumns = true;
            writer.Begin(schema);
            await foreach (ColumnBatch batch in stream.ReadResultAsync())
            {
                statistics.Count(batch);
                progress?.End();
                writer.Write(batch);
            }

            progress?.End();
            writer.End();
            if (!await stream.NextResultAsync())
            {
                break;
            }
        }

        if (!hasColumns)
        {
            progress?.End();
            writer.WriteRowsAffected(stream.RowsAffected);
        }
    }

    private static ResultWriter CreateWriter(ResultFormat format, OutputTarget target) => format switch
    {
        ResultFormat.Json => new JsonResultWriter(new(target.Stream)),
        ResultFormat.Csv => new CsvResultWriter(new(target.Stream)),
        ResultFormat.Discard => new DiscardResultWriter(),
        _ when target.IsTerminal => new TerminalTableResultWriter(AnsiConsole.Console),
        _ => new TableResultWriter(new(target.Stream)),
    };
}
