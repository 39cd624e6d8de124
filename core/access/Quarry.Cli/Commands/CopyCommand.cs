using System.CommandLine;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry copy SOURCE SQL TARGET TABLE …</c></summary>
internal static class CopyCommand
{
    public static Command Create(Func<CopyRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var statement = new StatementArguments("SOURCE", "Where from: a URI such as sqlite:///data/sales.db.");
        var reading = new ReadingOptions();
        var target = new Argument<string>("TARGET") { Description = "Where to: a URI such as postgresql://app@db/sales." };
        var table = new Argument<TableName?>("TABLE")
        {
            Description = "The table, as TABLE or SCHEMA.TABLE, spelled as the database holds it; its columns are found by name.",
            CustomParser = result =>
            {
                if (!TableText.TryParse(result.Tokens[0].Value, out TableName? name))
                {
                    result.AddError($"TABLE takes {TableText.Rule}, not '{result.Tokens[0].Value}'.");
                }

                return name;
            },
        };
        var mode = new Option<WriteMode>("--mode")
        {
            Description = "append to a table that is there; create one that is not there; replace it (drop and create); create-append: create unless it is there. [default: append]",
            HelpName = "append|create|replace|create-append",
            CustomParser = result => OptionValue.Parse<WriteMode>(result, WriteChoice.TryParseMode, "append, create, replace or create-append"),
        };
        var commit = new Option<WriteCommit>("--commit")
        {
            Description = "whole: all rows or none; per-batch: each batch stays, also if a later one fails. [default: whole]",
            HelpName = "whole|per-batch",
            CustomParser = result => OptionValue.Parse<WriteCommit>(result, WriteChoice.TryParseCommit, "whole or per-batch"),
        };
        var count = new Option<bool>("--count") { Description = "Count the rows of SQL first, so that the progress tells how long the rest takes." };
        var progress = new Option<bool>("--progress") { Description = "Show the progress on the standard error also if it is no terminal." };
        var json = new Option<bool>("--json") { Description = "Print what was done as a JSON document." };
        var stats = new Option<bool>("--stats") { Description = "Print rows, time, CPU time and memory as JSON on the standard error at the end." };

        var command = new Command("copy", "Write the rows of a statement into a table of another database, or of the same.");
        statement.AddTo(command);
        command.Add(target);
        command.Add(table);
        command.Add(mode);
        command.Add(commit);
        command.Add(count);
        command.Add(progress);
        command.Add(json);
        command.Add(stats);
        reading.AddTo(command);
        command.SetAction((result, cancellationToken) => action(
            new()
            {
                Query = reading.Read(result, statement.Read(result, pluginsDirectory)),
                Target = result.GetRequiredValue(target),
                Table = result.GetRequiredValue(table)!,
                Mode = result.GetValue(mode),
                Commit = result.GetValue(commit),
                Count = result.GetValue(count),
                Progress = result.GetValue(progress),
                Json = result.GetValue(json),
                Stats = result.GetValue(stats),
            },
            cancellationToken));
        return command;
    }
}
