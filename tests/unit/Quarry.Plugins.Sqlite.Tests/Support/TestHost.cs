using System.Collections.Concurrent;
using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Tests.Support;

internal sealed class TestHost(Credential? credential = null) : DriverHost
{
    public CountingMemory Counting { get; } = new();

    public TestLog Messages { get; } = new();

    public override BatchMemory Memory => Counting;

    public override DriverLog Log => Messages;

    public override TimeProvider Clock => TimeProvider.System;

    public override Credential? Credential => credential;

    internal sealed class TestLog : DriverLog
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public override bool IsEnabled(DriverLogLevel level) => true;

        public override void Write(DriverLogLevel level, int eventId, string message) => Lines.Enqueue(message);
    }
}
