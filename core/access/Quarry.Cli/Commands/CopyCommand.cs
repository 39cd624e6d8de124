using System.CommandLine;
using Quarry.Engine;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry copy SOURCE SQL TARGET TABLE …</c></summary>
internal static class CopyCommand
{
    public static Command Create(Func<CopyRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var statement = new StatementArguments("SOURCE", "Where from: a URI such as sqlite:///data/sales.db.");
        var writing = new WriteArguments("whole; per-batch with --resume-key");
        var reading = new ReadingOptions();
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

        var command = new Command("copy", "Write the rows of a statement into a table of another database, or of the same.");
        statement.AddTo(command);
        writing.AddTo(command);
        command.Add(partitions);
        command.Add(key);
        command.Add(resumeKey);
        command.Add(count);
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

            if (writing.Mode(result) is WriteMode.Create or WriteMode.Replace)
            {
                result.AddError("--resume-key adds to what an earlier copy left. Use --mode append or create-append.");
            }

            if (writing.Commit(result) == WriteCommit.Whole)
            {
                result.AddError("--resume-key goes on after the batches that were committed. Leave --commit out, or use per-batch.");
            }
        });
        command.SetAction((result, cancellationToken) =>
        {
            QueryRequest query = reading.Read(result, statement.Read(result, pluginsDirectory));
            return action(
                new()
                {
                    Query = query,
                    Write = writing.Read(result, pluginsDirectory, query.Timeout, result.GetValue(resumeKey) is null ? WriteCommit.Whole : WriteCommit.PerBatch),
                    Partitions = result.GetValue(partitions),
                    Key = result.GetValue(key) ?? "",
                    ResumeKey = result.GetValue(resumeKey),
                    Count = result.GetValue(count),
                },
                cancellationToken);
        });
        return command;
    }
}
