using System.CommandLine;
using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry query TARGET SQL …</c></summary>
internal static class QueryCommand
{
    public static Command Create(Func<QueryRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var statement = new StatementArguments();
        var output = new OutputOptions();
        var timeout = new TimeoutOption();
        var numeric = new Option<ReadOptions?>("--numeric")
        {
            Description = "How NUMERIC without precision is read: text, double (rounds) or decimal[:SCALE]. [default: text]",
            HelpName = "CHOICE",
            CustomParser = result => OptionValue.Parse<ReadOptions?>(result, NumericChoice.TryParse, "text, double, decimal or decimal:SCALE with a scale of 0 to 38"),
        };
        var mismatchAsText = new Option<bool>("--mismatch-as-text")
        {
            Description = "Read columns whose values may contradict their type (SQLite) as text, instead of failing at such a value.",
        };
        var batchRows = new Option<int?>("--batch-rows")
        {
            Description = "Read at most that many rows at a time.",
            HelpName = "N",
            CustomParser = result => OptionValue.Parse<int?>(result, OptionValue.TryParseCount, "a number above 0"),
        };

        var command = new Command("query", "Run a statement and write its rows.");
        output.AddTo(command);
        command.Add(timeout);
        command.Add(numeric);
        command.Add(mismatchAsText);
        command.Add(batchRows);
        statement.AddTo(command);
        command.SetAction((result, cancellationToken) => action(Read(result), cancellationToken));
        return command;

        QueryRequest Read(ParseResult result) => statement.Read(result, pluginsDirectory) with
        {
            Output = output.Read(result),
            Timeout = result.GetValue(timeout),
            Read = (result.GetValue(numeric) ?? ReadOptions.Default) with { MismatchAsText = result.GetValue(mismatchAsText) },
            Batch = result.GetValue(batchRows) is { } rows ? BatchLimits.Default with { Rows = rows } : BatchLimits.Default,
        };
    }
}
