using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Quarry.Cli.Formats;
using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry query TARGET SQL …</c></summary>
internal static class QueryCommand
{
    public static Command Create(Func<QueryRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var statement = new StatementArguments();
        var format = new Option<ResultFormat>("--format", "-f")
        {
            Description = "How rows are written: table, csv, json (one object per line) or discard (read everything, print nothing). [default: table]",
            HelpName = "FORMAT",
            CustomParser = result => Parse<ResultFormat>(result, TryParseFormat, "table, csv, json or discard"),
        };
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file, which appears when the result is complete.", HelpName = "FILE" };
        var stats = new Option<bool>("--stats") { Description = "Print what the query cost as one line of JSON on the standard error." };
        var timeout = new Option<TimeSpan?>("--timeout")
        {
            Description = "Give up after that many seconds of waiting for the database.",
            HelpName = "SECONDS",
            CustomParser = result => Parse<TimeSpan?>(result, TryParseSeconds, "a number of seconds above 0 and at most 2000000"),
        };
        var numeric = new Option<ReadOptions?>("--numeric")
        {
            Description = "How NUMERIC without precision is read: text, double (rounds) or decimal[:SCALE]. [default: text]",
            HelpName = "CHOICE",
            CustomParser = result => Parse<ReadOptions?>(result, NumericChoice.TryParse, "text, double, decimal or decimal:SCALE with a scale of 0 to 38"),
        };
        var mismatchAsText = new Option<bool>("--mismatch-as-text")
        {
            Description = "Read columns whose values may contradict their type (SQLite) as text, instead of failing at such a value.",
        };
        var batchRows = new Option<int?>("--batch-rows")
        {
            Description = "Read at most that many rows at a time.",
            HelpName = "N",
            CustomParser = result => Parse<int?>(result, TryParseRows, "a number above 0"),
        };

        var command = new Command("query", "Run a statement and write its rows.") { format, output, stats, timeout, numeric, mismatchAsText, batchRows };
        statement.AddTo(command);
        command.SetAction((result, cancellationToken) => action(Read(result), cancellationToken));
        return command;

        QueryRequest Read(ParseResult result) => statement.Read(result, pluginsDirectory) with
        {
            Format = result.GetValue(format),
            OutputPath = result.GetValue(output),
            Stats = result.GetValue(stats),
            Timeout = result.GetValue(timeout),
            Read = (result.GetValue(numeric) ?? ReadOptions.Default) with { MismatchAsText = result.GetValue(mismatchAsText) },
            Batch = result.GetValue(batchRows) is { } rows ? BatchLimits.Default with { Rows = rows } : BatchLimits.Default,
        };
    }

    private delegate bool TryParse<T>(string text, out T value);

    // The parser's own conversions name CLR types in their errors.
    private static T Parse<T>(ArgumentResult result, TryParse<T> tryParse, string rule)
    {
        string text = result.Tokens[0].Value;
        if (!tryParse(text, out T value))
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes {rule}, not '{text}'.");
        }

        return value;
    }

    // Enum.TryParse would also take numbers and lists of names.
    private static bool TryParseFormat(string text, out ResultFormat format)
    {
        ResultFormat[] all = Enum.GetValues<ResultFormat>();
        int index = Array.FindIndex(all, known => string.Equals(known.ToString(), text, StringComparison.OrdinalIgnoreCase));
        format = index < 0 ? default : all[index];
        return index >= 0;
    }

    private static bool TryParseSeconds(string text, out TimeSpan? timeout)
    {
        bool valid = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.001 and <= 2_000_000;
        timeout = valid ? TimeSpan.FromSeconds(seconds) : null;
        return valid;
    }

    private static bool TryParseRows(string text, out int? rows)
    {
        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0;
        rows = valid ? count : null;
        return valid;
    }
}
