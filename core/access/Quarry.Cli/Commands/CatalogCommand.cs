using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry catalog TARGET [TABLE] [--schema S] [--json] [--timeout SECONDS]</c></summary>
internal static class CatalogCommand
{
    public static Command Create(Func<CatalogRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var target = new Argument<string>("TARGET") { Description = "Where to: a URI such as sqlite:///data/sales.db." };
        var table = new Argument<string?>("TABLE") { Description = "A table to show the columns, keys and indexes of, as TABLE or SCHEMA.TABLE.", Arity = ArgumentArity.ZeroOrOne };
        var schema = new Option<string?>("--schema") { Description = "Look in this schema only.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document." };
        var timeout = new TimeoutOption();
        var command = new Command("catalog", "Show what a database holds: schemas and tables, or the columns, keys and indexes of one table.") { target, table, schema, json, timeout };
        command.SetAction((result, cancellationToken) => action(
            new()
            {
                PluginsDirectory = pluginsDirectory.Read(result),
                Target = result.GetRequiredValue(target),
                Table = result.GetValue(table),
                Schema = result.GetValue(schema),
                Json = result.GetValue(json),
                Timeout = result.GetValue(timeout),
            },
            cancellationToken));
        return command;
    }
}
