using System.CommandLine;
using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary>How the rows of a statement are read. The query and copy commands share it.</summary>
internal sealed class ReadingOptions
{
    private readonly TimeoutOption _timeout = new();
    private readonly Option<ReadOptions?> _numeric = new("--numeric")
    {
        Description = "How NUMERIC without precision is read: text, double (rounds) or decimal[:SCALE]. [default: text]",
        HelpName = "CHOICE",
        CustomParser = result => OptionValue.Parse<ReadOptions?>(result, NumericChoice.TryParse, "text, double, decimal or decimal:SCALE with a scale of 0 to 38"),
    };
    private readonly Option<bool> _mismatchAsText = new("--mismatch-as-text")
    {
        Description = "Read columns whose values may contradict their type (SQLite) as text, instead of failing at such a value.",
    };
    private readonly Option<int?> _batchRows = new("--batch-rows")
    {
        Description = "Read at most that many rows at a time.",
        HelpName = "N",
        CustomParser = result => OptionValue.Parse<int?>(result, OptionValue.TryParseCount, "a number above 0"),
    };

    public void AddTo(Command command)
    {
        command.Add(_timeout);
        command.Add(_numeric);
        command.Add(_mismatchAsText);
        command.Add(_batchRows);
    }

    public QueryRequest Read(ParseResult result, QueryRequest statement) => statement with
    {
        Timeout = result.GetValue(_timeout),
        Read = (result.GetValue(_numeric) ?? ReadOptions.Default) with { MismatchAsText = result.GetValue(_mismatchAsText) },
        Batch = result.GetValue(_batchRows) is { } rows ? BatchLimits.Default with { Rows = rows } : BatchLimits.Default,
    };
}
