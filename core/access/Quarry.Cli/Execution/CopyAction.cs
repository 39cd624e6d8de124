using Quarry.Cli.Commands;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>Runs a query on one source and writes its rows into a table of another.</summary>
internal static class CopyAction
{
    public static Task<int> RunAsync(CopyRequest request, CommandContext context, CancellationToken cancellationToken)
        => TableLoad.RunAsync(request.Write, context, async load =>
        {
            string sql = await SqlText.ReadAsync(request.Query.Sql, Console.OpenStandardInput, cancellationToken);
            Parameter[] parameters = [.. request.Query.Parameters.Select(ParameterText.Parse)];
            var options = new QueryOptions { Batch = request.Query.Batch, Read = request.Query.Read, Timeout = request.Query.Timeout };
            await using Source source = load.Engine.OpenSource(request.Query.Target);
            long? total = null;
            if (request.Count)
            {
                context.Sql = RowCount.Sql(sql);
                total = await RowCount.ReadAsync(source, context.Sql, parameters, options, cancellationToken);
                context.Sql = null;
            }

            CopySource rows = await CopySource.OpenAsync(request, source, load.Target, sql, parameters, options, cancellationToken);
            // The places in errors of the target are those of statements that the user has not written.
            (WriteResult result, TimeSpan elapsed) = await load.WriteAsync(
                rows.Batches, total - (rows.Resumed?.RowsPresent ?? 0), () => context.Sql = rows.IsAsWritten ? sql : null, cancellationToken);
            if (rows.Resumed is { } resumed)
            {
                await resumed.CheckTableAsync(cancellationToken);
            }

            return CopyReport.Of(request.Write, result, elapsed, rows, request.ResumeKey);
        });
}
