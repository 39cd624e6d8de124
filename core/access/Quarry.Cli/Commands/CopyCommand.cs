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
        var commit = new Option<WriteCommit?>("--commit")
        {
            Description = "whole: all rows or none; per-batch: each batch stays, also if a later one fails. [default: whole; per-batch with --resume-key]",
            HelpName = "whole|per-batch",
            CustomParser = result => OptionValue.Parse<WriteCommit?>(result, WriteChoice.TryParseCommit, "whole or per-batch"),
        };
        var partitions = new Option<int?>("--partitions", "-n")
        {
            Description = "Read in that many parts at the same time, all of one snapshot; SQL is SELECT * FROM a table, or --key names the column that tells the parts apart.",
            HelpName = "N",
            CustomParser = result => OptionValue.Parse<int?>(result, OptionValue.TryParseCount, "a number above 0"),
        };
        var key = new Option<string?>("--key") { Description = "The column of the result that tells the parts apart.", HelpName = "COLUMN" };
        var resumeKey = new Option<string?>("--resume-key")
        {
            Description = "Copy in the order of this column, and only what comes after its last value in the table: a copy that stopped goes on. "
                + "It is an integer, a date or a timestamp, unique and never NULL.",
            HelpName = "COLUMN",
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
        command.Add(partitions);
        command.Add(key);
        command.Add(resumeKey);
        command.Add(count);
        command.Add(progress);
        command.Add(json);
        command.Add(stats);
        reading.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(key) is not null && result.GetResult(partitions) is null)
            {
                result.AddError("--key tells the parts of --partitions apart. Give --partitions too, or leave it out.");
            }

            if (result.GetResult(resumeKey) is null)
            {
                return;
            }

            if (result.GetResult(partitions) is not null)
            {
                result.AddError("--resume-key copies in the order of a column, and --partitions in none. Leave one of them out.");
            }

            if (result.GetValue(mode) is WriteMode.Create or WriteMode.Replace)
            {
                result.AddError("--resume-key adds to what an earlier copy left. Use --mode append or create-append.");
            }

            if (result.GetValue(commit) == WriteCommit.Whole)
            {
                result.AddError("--resume-key goes on after the batches that were committed. Leave --commit out, or use per-batch.");
            }
        });
        command.SetAction((result, cancellationToken) => action(
            new()
            {
                Query = reading.Read(result, statement.Read(result, pluginsDirectory)),
                Target = result.GetRequiredValue(target),
                Table = result.GetRequiredValue(table)!,
                Mode = result.GetValue(mode),
                Commit = result.GetValue(commit) ?? (result.GetValue(resumeKey) is null ? WriteCommit.Whole : WriteCommit.PerBatch),
                Partitions = result.GetValue(partitions),
                Key = result.GetValue(key) ?? "",
                ResumeKey = result.GetValue(resumeKey),
                Count = result.GetValue(count),
                Progress = result.GetValue(progress),
                Json = result.GetValue(json),
                Stats = result.GetValue(stats),
            },
            cancellationToken));
        return command;
    }
}
