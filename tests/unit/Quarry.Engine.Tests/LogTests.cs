using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task A_drivers_events_reach_the_application_without_the_password()
    {
        using var log = new Recorder();
        await using var fake = new FakeSource("fake://user:hunter2@host/db", services => With(services, log));
        fake.Driver.OnOpen = (host, _) =>
        {
            host.Log.IsEnabled(DriverLogLevel.Warning).Should().BeTrue();
            host.Log.IsEnabled(DriverLogLevel.Debug).Should().BeFalse();
            host.Log.Write(DriverLogLevel.Warning, 7, "server says: hunter2 expires soon");
            host.Log.Write(DriverLogLevel.Debug, 8, "unseen");
            return default;
        };
        await fake.Source.ExecuteAsync("select 1");
        log.Events.Should().Equal("Quarry.Driver.fake Warning 7 server says: … expires soon");
    }

    [Fact]
    public async Task A_discarded_session_is_told_with_the_reason()
    {
        using var log = new Recorder();
        await using var fake = new FakeSource(change: services => With(services, log));
        fake.Driver.OnReset = _ => throw new QuarryException(ErrorKind.Transport, 1, "the line is cut");
        await fake.Source.ExecuteAsync("select 1");
        log.Events.Should().ContainSingle().Which.Should().StartWith("Quarry.Sessions Information 5001").And.Contain("the line is cut");
    }

    [Fact]
    public async Task A_session_that_ends_its_reset_when_it_is_told_is_discarded_and_not_given_up()
    {
        using var log = new Recorder();
        await using var fake = new FakeSource(change: services => With(services, log));
        fake.Driver.OnReset = token =>
        {
            var told = new TaskCompletionSource();
            token.Register(told.SetCanceled);
            return new(told.Task);
        };
        // Where nothing captures a context the driver obeys at once.
        Task query = Task.Run(() => fake.Source.ExecuteAsync("select 1").AsTask());
        await FakeSource.UntilAsync(() => fake.Driver.Sessions.FirstOrDefault()?.HasCalled("reset") == true);
        await fake.PassTimeAsync(query);
        await query;
        log.Events.Should().ContainSingle().Which.Should().StartWith("Quarry.Sessions Information 5001").And.Contain("took too long");
    }

    [Fact]
    public async Task Batches_that_outlive_their_source_are_told()
    {
        using var log = new Recorder();
        await using var fake = new FakeSource(change: services => With(services, log));
        ColumnBatch? kept = null;
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1"))
        {
            kept = batch.Retain();
        }

        await fake.Source.DisposeAsync();
        log.Events.Should().ContainSingle().Which.Should().StartWith("Quarry.Memory Warning 5010").And.Contain("test");
        kept!.Dispose();
        fake.Source.Memory.RentedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_sink_that_throws_loses_neither_query_nor_session()
    {
        using var log = new Recorder { Throws = true };
        await using var fake = new FakeSource(change: services => With(services, log));
        fake.Driver.Max = 1;
        fake.Driver.OnOpen = (host, _) =>
        {
            host.Log.Write(DriverLogLevel.Error, 1, "x");
            return default;
        };
        fake.Driver.OnReset = _ => throw new QuarryException(ErrorKind.Transport, 1, "the line is cut");
        for (int i = 0; i < 3; i++)
        {
            await fake.Source.ExecuteAsync("select 1");
        }
    }

    private static EngineServices With(EngineServices services, ILoggerFactory loggers)
        => new() { Drivers = services.Drivers, Memory = services.Memory, Clock = services.Clock, Loggers = loggers };

    private sealed class Recorder : ILoggerFactory
    {
        public bool Throws { get; init; }

        public ConcurrentQueue<string> Events { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private sealed class Logger(Recorder recorder, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (recorder.Throws)
                {
                    throw new InvalidOperationException("sink");
                }

                recorder.Events.Enqueue($"{category} {logLevel} {eventId.Id} {formatter(state, exception)}");
            }
        }
    }
}
