using System.CommandLine;
using System.Globalization;

namespace Quarry.Cli.Commands;

/// <summary><c>--timeout</c>: how long to wait for the database.</summary>
internal sealed class TimeoutOption : Option<TimeSpan?>
{
    public TimeoutOption()
        : base("--timeout")
    {
        Description = "Give up after that many seconds of waiting for the database.";
        HelpName = "SECONDS";
        CustomParser = result => OptionValue.Parse<TimeSpan?>(result, TryParseSeconds, "a number of seconds above 0 and at most 2000000");
    }

    private static bool TryParseSeconds(string text, out TimeSpan? timeout)
    {
        bool valid = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.001 and <= 2_000_000;
        timeout = valid ? TimeSpan.FromSeconds(seconds) : null;
        return valid;
    }
}
