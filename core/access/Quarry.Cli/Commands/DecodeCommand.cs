using System.CommandLine;
using System.Globalization;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry decode FILE …</c></summary>
internal static class DecodeCommand
{
    public static Command Create(Func<DecodeRequest, CancellationToken, Task<int>> action)
    {
        var file = new InputArgument();
        var output = new OutputOptions();
        var columns = new Option<IReadOnlyList<string>?>("--columns")
        {
            Description = "Read these columns only, in this order. A name that holds a comma stands in double quotes.",
            HelpName = "A,B",
            CustomParser = result => OptionValue.Parse<IReadOnlyList<string>?>(result, ColumnNames.TryParse, "names with commas between, in double quotes where a name holds one"),
        };
        var maxBatchBytes = new Option<long?>("--max-batch-bytes")
        {
            Description = "Refuse batches of RowBuffer v2 and Arrow that take more memory. [default: 268435456]",
            HelpName = "N",
            CustomParser = result => OptionValue.Parse<long?>(result, TryParseBytes, "a number from 1 to 1099511627776"),
        };
        var command = new Command("decode", "Read a RowBuffer or Arrow file and write its rows.") { file, columns, maxBatchBytes };
        output.AddTo(command);
        command.SetAction((result, cancellationToken) => action(
            new()
            {
                Path = result.GetRequiredValue(file),
                Columns = result.GetValue(columns),
                MaxBatchBytes = result.GetValue(maxBatchBytes) ?? DecodeRequest.DefaultMaxBatchBytes,
                Output = output.Read(result),
            },
            cancellationToken));
        return command;
    }

    private static bool TryParseBytes(string text, out long? value)
    {
        bool valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) && bytes is > 0 and <= 1L << 40;
        value = valid ? bytes : null;
        return valid;
    }
}
