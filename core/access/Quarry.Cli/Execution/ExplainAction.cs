using Quarry.Cli.Commands;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>Shows how a query would run.</summary>
internal static class ExplainAction
{
    public static async Task<int> RunAsync(QueryRequest request, CommandContext context, CancellationToken cancellationToken)
    {
        string sql = context.Sql = await SqlText.ReadAsync(request.Sql, Console.OpenStandardInput, cancellationToken);
        Parameter[] parameters = [.. request.Parameters.Select(ParameterText.Parse)];
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = request.PluginsDirectory });
        await using Source source = engine.OpenSource(request.Target);
        Explanation explanation = await source.ExplainAsync(sql, parameters, QueryOptions.Default, cancellationToken);
        StandardOutput.Write(explanation.ToString());
        return ExitCodes.Ok;
    }
}
