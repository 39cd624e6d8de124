using Quarry.Contracts;

namespace Quarry.Engine.Transports;

/// <summary>The driver's own way to its server.</summary>
internal sealed class NativeTransport : Transport
{
    public override string Name => "native";

    public override ValueTask<Session?> OpenAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken)
        => lease.Driver.OpenAsync(target, host, cancellationToken);
}
