using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests.Pooling;

/// <summary>The pool's metrics by the names, units and attributes of the semantic conventions.</summary>
public sealed class PoolMetricsTests
{
    private const string Sql = "select 1";

    [Fact]
    public async Task Counts_are_those_of_the_pool_at_the_time_of_asking()
    {
        using var metrics = new Recorder();
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MaxSessions = 2, MinSessions = 1 }, name: metrics.Pool);
        metrics.Ask().Should().BeEmpty("a source that was not used has no pool");
        await using (BatchStream first = fake.Source.QueryAsync(Sql))
        {
            await first.GetSchemaAsync();
            await using (BatchStream second = fake.Source.QueryAsync(Sql))
            {
                await second.GetSchemaAsync();
                Task waiter = fake.Source.ExecuteAsync(Sql).AsTask();
                metrics.Ask().Should().BeEquivalentTo(Counts(idle: 0, used: 2, pending: 1));
                await second.DisposeAsync();
                await waiter;
            }

            metrics.Ask().Should().BeEquivalentTo(Counts(idle: 1, used: 1, pending: 0));
        }

        await fake.Source.DisposeAsync();
        metrics.Ask().Should().BeEmpty("a closed pool has no counts");
    }

    [Fact]
    public async Task Times_are_those_of_the_clock_in_seconds()
    {
        using var metrics = new Recorder();
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MaxSessions = 1 }, name: metrics.Pool);
        fake.Driver.OnOpen = (_, _) =>
        {
            fake.Clock.Advance(TimeSpan.FromSeconds(3));
            return default;
        };
        BatchStream holder = fake.Source.QueryAsync(Sql);
        await holder.GetSchemaAsync();
        metrics.Take("db.client.connection.create_time").Should().Equal(3.0);
        metrics.Take("db.client.connection.wait_time").Should().Equal([3.0], "who waits for a session that opens waits as long");
        Task waiter = fake.Source.ExecuteAsync(Sql).AsTask();
        fake.Clock.Advance(TimeSpan.FromSeconds(2));
        await holder.DisposeAsync();
        await waiter;
        metrics.Take("db.client.connection.wait_time").Should().Equal(2.0);
        metrics.Take("db.client.connection.use_time").Should().Equal(2.0, 0.0);
        await fake.Source.ExecuteAsync(Sql);
        metrics.Take("db.client.connection.wait_time").Should().Equal([0.0], "an idle session is there at once");
    }

    [Fact]
    public async Task Who_waited_in_vain_is_counted()
    {
        using var metrics = new Recorder();
        await using var fake = new FakeSource(pool: PoolOptions.Default with { MaxSessions = 1, WaitTimeout = TimeSpan.FromSeconds(2) }, name: metrics.Pool);
        await using BatchStream holder = fake.Source.QueryAsync(Sql);
        await holder.GetSchemaAsync();
        Task waiter = fake.Source.ExecuteAsync(Sql).AsTask();
        fake.Clock.Advance(TimeSpan.FromSeconds(2));
        await waiter.Awaiting(task => task).Should().ThrowAsync<QuarryException>();
        metrics.Take("db.client.connection.timeouts").Should().Equal(1);
    }

    [Fact]
    public void Instruments_have_the_names_kinds_and_units_of_the_conventions()
    {
        using var metrics = new Recorder();
        metrics.Instruments.Should().Contain(
        [
            ("db.client.connection.count", "ObservableUpDownCounter`1", "{connection}"),
            ("db.client.connection.idle.max", "ObservableUpDownCounter`1", "{connection}"),
            ("db.client.connection.idle.min", "ObservableUpDownCounter`1", "{connection}"),
            ("db.client.connection.max", "ObservableUpDownCounter`1", "{connection}"),
            ("db.client.connection.pending_requests", "ObservableUpDownCounter`1", "{request}"),
            ("db.client.connection.timeouts", "Counter`1", "{timeout}"),
            ("db.client.connection.create_time", "Histogram`1", "s"),
            ("db.client.connection.wait_time", "Histogram`1", "s"),
            ("db.client.connection.use_time", "Histogram`1", "s"),
        ]);
    }

    private static (string, string?, double)[] Counts(int idle, int used, int pending) =>
    [
        ("db.client.connection.count", "idle", idle),
        ("db.client.connection.count", "used", used),
        ("db.client.connection.idle.max", null, 2),
        ("db.client.connection.idle.min", null, 1),
        ("db.client.connection.max", null, 2),
        ("db.client.connection.pending_requests", null, pending),
    ];

    /// <summary>What is measured of one pool, which has a name of its own.</summary>
    private sealed class Recorder : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<(string Name, string? State, double Value)> _measured = [];

        public Recorder()
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Telemetry.PoolMetrics).TypeHandle);
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EngineTelemetry.MeterName)
                {
                    Instruments.Add((instrument.Name, instrument.GetType().Name, instrument.Unit));
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public string Pool { get; } = $"pool-{Guid.NewGuid():N}";

        public ConcurrentBag<(string Name, string Kind, string? Unit)> Instruments { get; } = [];

        public IReadOnlyList<(string Name, string? State, double Value)> Ask()
        {
            _measured.Clear();
            _listener.RecordObservableInstruments();
            return [.. _measured];
        }

        public IReadOnlyList<double> Take(string name)
        {
            (string Name, string? State, double Value)[] all = [.. _measured];
            _measured.Clear();
            foreach ((string Name, string? State, double Value) other in all.Where(measured => measured.Name != name))
            {
                _measured.Enqueue(other);
            }

            return [.. all.Where(measured => measured.Name == name).Select(measured => measured.Value)];
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> all = new(tags.ToArray());
            if (all.Remove("db.client.connection.pool.name", out object? pool) && pool is string name && name == Pool)
            {
                string? state = all.Remove("db.client.connection.state", out object? of) ? (string?)of : null;
                all.Should().BeEmpty("these are all attributes");
                _measured.Enqueue((instrument.Name, state, value));
            }
        }
    }
}
