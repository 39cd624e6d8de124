using Quarry.Contracts;

namespace Quarry.Engine.Sessions;

/// <summary>What the engine lends to one session.</summary>
internal sealed class SessionHost(BatchMemory memory, DriverLog log, TimeProvider clock, Credential? credential) : DriverHost
{
    public override BatchMemory Memory => memory;

    public override DriverLog Log => log;

    public override TimeProvider Clock => clock;

    public override Credential? Credential => credential;
}
