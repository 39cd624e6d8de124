using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_query_is_a_span_with_its_stages_as_children()
    {
        using var spans = new Spans();
        await using var fake = new FakeSource("fake://user:word@spans.example:77/sales");
        using var parent = new Activity("parent");
        parent.Start();
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select name from orders_spans where secret = 'literal-1' and id = @id", new { id = "value-1" }))
        {
            Activity.Current.Should().BeSameAs(parent, "the query's spans do not leak into the consumer");
        }

        Activity query = spans.All.Should().ContainSingle(span => span.Kind == ActivityKind.Client && span.ParentSpanId == parent.SpanId).Subject;
        query.DisplayName.Should().Be("SELECT orders_spans");
        query.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["db.system.name"] = "other_sql",
            ["db.query.summary"] = "SELECT orders_spans",
            ["db.operation.name"] = "SELECT",
            ["db.namespace"] = "sales",
            ["server.address"] = "spans.example",
            ["server.port"] = 77,
        });
        spans.All.Where(span => span.ParentSpanId == query.SpanId).Select(span => span.OperationName).Should().Equal("connect", "plan", "execute", "fetch");
        spans.All.SelectMany(span => span.TagObjects).Select(tag => tag.Value?.ToString()).Should()
            .NotContain(text => text!.Contains("literal-1", StringComparison.Ordinal) || text.Contains("value-1", StringComparison.Ordinal) || text.Contains("word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_is_a_span_that_names_its_table()
    {
        using var spans = new Spans();
        await using var target = new FakeTarget("n");
        using var parent = new Activity("parent");
        parent.Start();
        await target.WriteAsync(new(), 1);
        spans.All.Should().ContainSingle(span => span.Kind == ActivityKind.Client && span.ParentSpanId == parent.SpanId).Which.DisplayName.Should().Be("INSERT t");
    }

    [Fact]
    public async Task Duration_and_rows_are_measured_with_bounded_attributes()
    {
        using var metrics = new Metrics("metrics.example");
        await using var fake = new FakeSource("fake://metrics.example/db");
        fake.Driver.Script = _ => [new() { Batches = 2, OnRead = (batch, _) => { fake.Clock.Advance(TimeSpan.FromSeconds(1)); return default; } }];
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1 from t"))
        {
        }

        metrics.All.Should().BeEquivalentTo([("db.client.operation.duration", "s", 3.0, (string?)null), ("db.client.response.returned_rows", "{row}", 6.0, null)]);
    }

    [Fact]
    public async Task A_failed_query_carries_the_type_of_its_error()
    {
        using var metrics = new Metrics("failed.example");
        await using var fake = new FakeSource("fake://failed.example/db");
        fake.Driver.OnExecute = _ => throw new QuarryException(ErrorKind.Server, 1, "no table", "42P01", null);
        await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>();
        await fake.Source.Awaiting(source => source.ExecuteAsync("select 1", null, new CancellationToken(true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        metrics.All.Select(measured => measured.Error).Should().Equal("42P01", typeof(OperationCanceledException).FullName);
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_break_a_query()
    {
        await using var fake = new FakeSource("fake://throws.example/db");
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options)
                => options.Name == "fake" && Activity.Current?.OperationName == "throwing" ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStarted = _ => throw new InvalidOperationException("listener"),
            ActivityStopped = _ => throw new InvalidOperationException("listener"),
        };
        ActivitySource.AddActivityListener(activities);
        using var parent = new Activity("throwing");
        parent.Start();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == EngineTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => ThrowFor(tags));
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => ThrowFor(tags));
        meters.Start();
        int rows = 0;
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1"))
        {
            rows += batch.Rows;
        }

        rows.Should().Be(3);
        Activity.Current.Should().BeSameAs(parent);
    }

    private static void ThrowFor(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (tag.Value is "throws.example")
            {
                throw new InvalidOperationException("listener");
            }
        }
    }

    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;

        public Spans()
        {
            _listener = new()
            {
                ShouldListenTo = source => source.Name == EngineTelemetry.ActivitySourceName,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStarted = All.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<Activity> All { get; } = [];

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Metrics : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly string _host;

        public Metrics(string host)
        {
            _host = host;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EngineTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public ConcurrentQueue<(string Name, string? Unit, double Value, string? Error)> All { get; } = [];

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> all = new(tags.ToArray());
            if (all.GetValueOrDefault("server.address") is string host && host == _host)
            {
                All.Enqueue((instrument.Name, instrument.Unit, value, (string?)all.GetValueOrDefault("error.type")));
            }
        }
    }
}
