using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>What a host lends to a session, watched.</summary>
public sealed class TestHost : DriverHost
{
    private readonly TestLog _log = new();

    public Arena Arena { get; } = new(new());

    public IReadOnlyList<string> Messages => _log.Messages;

    public override BatchMemory Memory => Arena;

    public override DriverLog Log => _log;

    public override TimeProvider Clock => TimeProvider.System;

    public override Credential? Credential => null;

    private sealed class TestLog : DriverLog
    {
        private readonly List<string> _messages = [];

        public IReadOnlyList<string> Messages
        {
            get
            {
                lock (_messages)
                {
                    return [.. _messages];
                }
            }
        }

        public override bool IsEnabled(DriverLogLevel level) => true;

        public override void Write(DriverLogLevel level, int eventId, string message)
        {
            lock (_messages)
            {
                _messages.Add(message);
            }
        }
    }
}
