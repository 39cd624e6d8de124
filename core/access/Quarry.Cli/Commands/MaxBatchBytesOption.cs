using System.CommandLine;
using System.Globalization;

namespace Quarry.Cli.Commands;

/// <summary><c>--max-batch-bytes</c> of <c>decode</c>, <c>load</c> and <c>inspect</c>: what a batch may take once it is decoded.</summary>
internal sealed class MaxBatchBytesOption : Option<long?>
{
    public MaxBatchBytesOption(string description)
        : base("--max-batch-bytes")
    {
        Description = $"{description} [default: 268435456]";
        HelpName = "N";
        CustomParser = result => OptionValue.Parse<long?>(result, TryParse, "a number from 1 to 1099511627776");
    }

    /// <summary>256 MiB: what RowBuffer's own reader takes.</summary>
    public static long Default => new Columnar.RowBufferReaderOptions().MaxBatchBytes;

    public long Read(ParseResult result) => result.GetValue(this) ?? Default;

    private static bool TryParse(string text, out long? value)
    {
        bool valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) && bytes is > 0 and <= 1L << 40;
        value = valid ? bytes : null;
        return valid;
    }
}
