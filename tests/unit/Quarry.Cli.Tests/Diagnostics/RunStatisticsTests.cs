using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Tests.Formats;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Diagnostics;

public sealed class RunStatisticsTests
{
    [Fact]
    public void One_line_of_json_with_these_members()
    {
        var time = new FakeTimeProvider();
        var statistics = new RunStatistics(time);
        using ColumnBatch batch = Results.Of<long>(LogicalType.Int64, 1, 2, 3);
        statistics.Count(batch);
        statistics.Count(batch);
        time.Advance(TimeSpan.FromSeconds(2.5));

        string line = statistics.ToJson();
        line.Should().NotContain("\n");
        JsonElement json = JsonDocument.Parse(line).RootElement;
        json.EnumerateObject().Select(member => member.Name).Should().Equal("rows", "batches", "bytes", "seconds", "cpu_seconds", "peak_rss_bytes");
        json.GetProperty("rows").GetInt64().Should().Be(6);
        json.GetProperty("batches").GetInt64().Should().Be(2);
        json.GetProperty("bytes").GetInt64().Should().Be(2 * batch.Bytes);
        json.GetProperty("seconds").GetDouble().Should().Be(2.5);
        json.GetProperty("cpu_seconds").GetDouble().Should().BePositive();
        json.GetProperty("peak_rss_bytes").GetInt64().Should().BeGreaterThan(1 << 20);
    }
}
