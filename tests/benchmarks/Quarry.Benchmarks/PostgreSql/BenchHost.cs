using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>What a session needs of its host, for sessions without a source.</summary>
internal sealed class BenchHost : DriverHost, IDisposable
{
    private readonly Arena _arena = new(new());

    public override BatchMemory Memory => _arena;

    public override DriverLog Log { get; } = new NoLog();

    public override TimeProvider Clock => TimeProvider.System;

    public override Credential? Credential => null;

    public void Dispose() => _arena.Dispose();

    private sealed class NoLog : DriverLog
    {
        public override bool IsEnabled(DriverLogLevel level) => false;

        public override void Write(DriverLogLevel level, int eventId, string message)
        {
        }
    }
}
