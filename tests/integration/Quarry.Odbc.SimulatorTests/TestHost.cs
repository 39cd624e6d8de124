using System.Runtime.InteropServices;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>What a host lends to a session: memory that is filled with garbage when it is lent, and counts what did not come back.</summary>
internal sealed unsafe class TestHost(byte[]? secret = null, CredentialKind kind = CredentialKind.Password) : DriverHost
{
    private readonly CountingMemory _memory = new();
    private readonly TestLog _log = new();

    public int Rented => _memory.Rented;

    public override BatchMemory Memory => _memory;

    public override DriverLog Log => _log;

    public IReadOnlyList<string> Messages => _log.Messages;

    public override TimeProvider Clock => TimeProvider.System;

    public override Credential? Credential { get; } = secret is null ? null : new TestCredential(kind, secret);

    public static TestHost WithPassword(string password) => new(Encoding.UTF8.GetBytes(password));

    private sealed class CountingMemory : BatchMemory
    {
        private int _rented;

        public int Rented => Volatile.Read(ref _rented);

        public override MemoryBlock Rent(long bytes)
        {
            long length = Math.Max((bytes + 63) & ~63L, 64);
            void* address = NativeMemory.AlignedAlloc((nuint)length, 64);
            // Enough of it to be noticed; all of it would cost more than the tests do.
            NativeMemory.Fill(address, (nuint)Math.Min(length, 1 << 20), 0xDB);
            Interlocked.Increment(ref _rented);
            return new Block(this, (nint)address, length);
        }

        private sealed class Block(CountingMemory memory, nint address, long length) : MemoryBlock(address, length)
        {
            protected override void OnReleased()
            {
                NativeMemory.AlignedFree((void*)Address);
                Interlocked.Decrement(ref memory._rented);
            }
        }
    }

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
