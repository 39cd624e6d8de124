using System.Globalization;

namespace Quarry.Cli.Diagnostics;

/// <summary>How far a copy is, how fast since this meter was made, and how long the rest takes if the rows were counted.</summary>
/// <param name="statistics">Counts the rows.</param>
/// <param name="total">How many there were when they were counted, or null. Fewer or more may come.</param>
internal sealed class CopyMeter(RunStatistics statistics, long? total)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(99);
    private readonly TimeSpan _start = statistics.Elapsed;

    public override string ToString()
    {
        long rows = statistics.Rows;
        double seconds = (statistics.Elapsed - _start).TotalSeconds;
        double perSecond = seconds > 0 ? rows / seconds : 0;
        string text = string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows  {perSecond:N0} rows/s  {seconds:N0} s");
        return total is { } all ? string.Create(CultureInfo.InvariantCulture, $"{text}  of {all:N0} rows, {Rest(all - rows, perSecond)}") : text;
    }

    private static string Rest(long rows, double perSecond)
    {
        if (rows <= 0)
        {
            return "0 s left";
        }

        double seconds = perSecond > 0 ? rows / perSecond : double.PositiveInfinity;
        return seconds > s_longest.TotalSeconds ? "time left unknown"
            : seconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds):N0} s left")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds / 60):N0} min left");
    }
}
