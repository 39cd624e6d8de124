using System.CommandLine;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Commands;

/// <summary>The table that rows go to, and how. The copy and load commands share it.</summary>
internal sealed class WriteArguments
{
    private readonly Argument<string> _target = new("TARGET") { Description = "Where to: a URI such as postgresql://app@db/sales." };
    private readonly Argument<TableName?> _table = new("TABLE")
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
    private readonly Option<WriteMode> _mode = new("--mode")
    {
        Description = "append to a table that is there; create one that is not there; replace it (drop and create); create-append: create unless it is there. [default: append]",
        HelpName = "append|create|replace|create-append",
        CustomParser = result => OptionValue.Parse<WriteMode>(result, WriteChoice.TryParseMode, "append, create, replace or create-append"),
    };
    private readonly Option<WriteCommit?> _commit = new("--commit")
    {
        HelpName = "whole|per-batch",
        CustomParser = result => OptionValue.Parse<WriteCommit?>(result, WriteChoice.TryParseCommit, "whole or per-batch"),
    };
    private readonly Option<bool> _progress = new("--progress") { Description = "Show the progress on the standard error also if it is no terminal." };
    private readonly Option<bool> _json = new("--json") { Description = "Print what was done as a JSON document." };
    private readonly Option<bool> _stats = new("--stats") { Description = "Print rows, time, CPU time and memory as JSON on the standard error at the end." };

    /// <param name="commitDefault">What the help says of --commit's default.</param>
    public WriteArguments(string commitDefault = "whole")
        => _commit.Description = $"whole: all rows or none; per-batch: each batch stays, also if a later one fails. [default: {commitDefault}]";

    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_table);
        command.Add(_mode);
        command.Add(_commit);
        command.Add(_progress);
        command.Add(_json);
        command.Add(_stats);
    }

    /// <summary>The mode, also of a line that has errors.</summary>
    public WriteMode Mode(System.CommandLine.Parsing.CommandResult result) => result.GetValue(_mode);

    /// <summary>The commit that was asked for, also of a line that has errors.</summary>
    public WriteCommit? Commit(System.CommandLine.Parsing.CommandResult result) => result.GetValue(_commit);

    public WriteRequest Read(ParseResult result, PluginsDirectoryOption pluginsDirectory, TimeSpan? timeout, WriteCommit commit = WriteCommit.Whole) => new()
    {
        PluginsDirectory = pluginsDirectory.Read(result),
        Target = result.GetRequiredValue(_target),
        Table = result.GetRequiredValue(_table)!,
        Mode = result.GetValue(_mode),
        Commit = result.GetValue(_commit) ?? commit,
        Timeout = timeout,
        Progress = result.GetValue(_progress),
        Json = result.GetValue(_json),
        Stats = result.GetValue(_stats),
    };
}
