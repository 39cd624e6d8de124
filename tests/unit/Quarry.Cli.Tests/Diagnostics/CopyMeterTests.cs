using Microsoft.Extensions.Time.Testing;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Tests.Formats;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Diagnostics;

public sealed class CopyMeterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Speed_is_that_since_the_meter_was_made()
    {
        var statistics = new RunStatistics(_time);
        _time.Advance(TimeSpan.FromSeconds(60));
        var meter = new CopyMeter(statistics, null);
        meter.ToString().Should().Be("0 rows  0 rows/s  0 s");
        Count(statistics, 3000);
        _time.Advance(TimeSpan.FromSeconds(2));
        meter.ToString().Should().Be("3,000 rows  1,500 rows/s  2 s");
    }

    [Theory]
    [InlineData(0, "0 rows  0 rows/s  4 s  of 9,000 rows, time left unknown")]
    [InlineData(3000, "3,000 rows  750 rows/s  4 s  of 9,000 rows, 8 s left")]
    [InlineData(40, "40 rows  10 rows/s  4 s  of 9,000 rows, 15 min left")]
    [InlineData(9000, "9,000 rows  2,250 rows/s  4 s  of 9,000 rows, 0 s left")]
    [InlineData(9001, "9,001 rows  2,250 rows/s  4 s  of 9,000 rows, 0 s left")]
    public void Counted_rows_tell_how_long_the_rest_takes(int rows, string text)
    {
        var statistics = new RunStatistics(_time);
        var meter = new CopyMeter(statistics, 9000);
        Count(statistics, rows);
        _time.Advance(TimeSpan.FromSeconds(4));
        meter.ToString().Should().Be(text);
    }

    [Fact]
    public void A_log_has_a_line_every_five_seconds_and_one_at_the_end()
    {
        var output = new StringWriter();
        int calls = 0;
        using (new ProgressLog(output, () => $"line {++calls}", _time))
        {
            _time.Advance(TimeSpan.FromSeconds(11));
        }

        _time.Advance(TimeSpan.FromSeconds(11));
        output.ToString().Should().Be("quarry: line 1\nquarry: line 2\nquarry: line 3\n");
    }

    private static void Count(RunStatistics statistics, int rows)
    {
        using ColumnBatch batch = Results.Of(LogicalType.Int32, new int?[rows]);
        statistics.Count(batch);
    }
}
