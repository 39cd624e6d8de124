using Quarry.Cli.Commands;
using Quarry.Cli.Reading;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>Runs a query and writes its results.</summary>
internal static class QueryAction
{
    public static Task<int> RunAsync(QueryRequest request, CommandContext context, CancellationToken cancellationToken)
        => ResultOutput.RunAsync(request.Output, context, async write =>
        {
            string sql = context.Sql = await SqlText.ReadAsync(request.Sql, Console.OpenStandardInput, cancellationToken);
            Parameter[] parameters = [.. request.Parameters.Select(ParameterText.Parse)];
            await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
            await using Source source = engine.OpenSource(request.Target);
            var options = new QueryOptions { Batch = request.Batch, Read = request.Read, Timeout = request.Timeout };
            await using var results = new QueryResults(source.QueryAsync(sql, parameters, options, cancellationToken));
            await write(results);
        }, cancellationToken);
}
