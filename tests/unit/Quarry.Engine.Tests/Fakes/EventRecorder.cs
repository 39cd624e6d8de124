using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Quarry.Engine.Tests.Fakes;

/// <summary>A log that remembers its events.</summary>
internal sealed class EventRecorder : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> _events = [];

    public EngineServices Attach(EngineServices services)
        => new() { Drivers = services.Drivers, Memory = services.Memory, Clock = services.Clock, Loggers = this };

    public IEnumerable<string> Of(int id) => _events.Where(entry => entry.Id == id).Select(entry => entry.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _events.Enqueue((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
