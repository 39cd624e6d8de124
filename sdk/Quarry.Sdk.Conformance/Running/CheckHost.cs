using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Running;

/// <summary>What the kit lends to one session.</summary>
internal sealed class CheckHost(GuardedMemory memory, Credential? credential) : DriverHost
{
    private readonly LeasedCredential? _credential = credential is null ? null : new(credential);

    public override BatchMemory Memory => memory;

    public override DriverLog Log { get; } = new SilentLog();

    public override TimeProvider Clock => TimeProvider.System;

    public override Credential? Credential => _credential;

    public void Revoke() => _credential?.Revoke();

    // Enabled at every level, so that the code that builds messages runs too.
    private sealed class SilentLog : DriverLog
    {
        public override bool IsEnabled(DriverLogLevel level) => true;

        public override void Write(DriverLogLevel level, int eventId, string message) => ArgumentNullException.ThrowIfNull(message);
    }
}
