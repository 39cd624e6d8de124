using System.Globalization;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance;

/// <summary>What a suite found out about a driver.</summary>
public sealed class ConformanceReport
{
    internal ConformanceReport(DriverInfo driver, ServerInfo? server, int seed, IReadOnlyList<CheckResult> results)
        => (Driver, Server, Seed, Results) = (driver, server, seed, results);

    /// <summary>The driver.</summary>
    public DriverInfo Driver { get; }

    /// <summary>The server that the driver was checked against, or null if it did not open.</summary>
    public ServerInfo? Server { get; }

    /// <summary>The seed of the random values; pass it to <see cref="ConformanceOptions.Seed"/> to repeat the run.</summary>
    public int Seed { get; }

    /// <summary>The checks that ran, in the order in which they ran.</summary>
    public IReadOnlyList<CheckResult> Results { get; }

    /// <summary>The checks that failed.</summary>
    public IEnumerable<CheckResult> Failures => Results.Where(result => result.Outcome == CheckOutcome.Failed);

    /// <summary>True if at least one check passed and none failed.</summary>
    public bool Passed => Results.Any(result => result.Outcome == CheckOutcome.Passed) && !Failures.Any();

    /// <summary>The result of a check.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">It did not run.</exception>
    public CheckResult this[string name] => Results.FirstOrDefault(result => result.Name == name)
        ?? throw new KeyNotFoundException($"No check \"{name}\" ran. ConformanceSuite.Checks lists the names.");

    /// <summary>A table for people: a summary, then one line per check, failures first.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Driver.Id} {Driver.Version} on {Server?.Product ?? "no server"} {Server?.Version}: ")
            .Append(CultureInfo.InvariantCulture, $"{Count(CheckOutcome.Passed)} passed, {Count(CheckOutcome.Failed)} failed, ")
            .Append(CultureInfo.InvariantCulture, $"{Count(CheckOutcome.NotApplicable)} not applicable (seed {Seed})").AppendLine();
        int width = Results.Select(result => result.Name.Length).DefaultIfEmpty().Max();
        foreach (CheckOutcome outcome in (ReadOnlySpan<CheckOutcome>)[CheckOutcome.Failed, CheckOutcome.Passed, CheckOutcome.NotApplicable])
        {
            foreach (CheckResult result in Results.Where(result => result.Outcome == outcome))
            {
                text.AppendLine($"{Label(outcome)}  {result.Name.PadRight(width)}  {result.Reason.ReplaceLineEndings(" ")}".TrimEnd());
            }
        }

        return text.ToString();
    }

    private int Count(CheckOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    private static string Label(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Failed => "FAILED",
        CheckOutcome.Passed => "passed",
        _ => "n/a   ",
    };
}
