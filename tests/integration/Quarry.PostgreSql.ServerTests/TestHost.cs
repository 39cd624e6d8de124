using System.Text;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>What a host lends to a session, watched.</summary>
public sealed class TestHost(string? password = null, byte[]? pkcs12 = null, TimeProvider? clock = null) : DriverHost
{
    private readonly TestLog _log = new();

    public Arena Arena { get; } = new(new());

    public IReadOnlyList<string> Messages => _log.Messages;

    public override BatchMemory Memory => Arena;

    public override DriverLog Log => _log;

    public override TimeProvider Clock { get; } = clock ?? TimeProvider.System;

    public override Credential? Credential { get; } = password is not null ? new TestCredential(CredentialKind.Password, Encoding.UTF8.GetBytes(password))
        : pkcs12 is not null ? new TestCredential(CredentialKind.Certificate, pkcs12) : null;

    private sealed class TestCredential(CredentialKind kind, byte[] secret) : Credential
    {
        public override CredentialKind Kind => kind;

        public override void Use<TState>(TState state, SecretAction<TState> action) => action(secret, state);
    }

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
