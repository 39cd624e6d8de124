using Quarry.Contracts;

namespace Hello;

[Driver("hello", Name = "Hello", Vendor = "Acme", Schemes = ["hello"])]
public sealed class HelloDriver(TypeMap types, Dialect dialect) : Driver
{
    public override TypeMap Types => types;

    public override Dialect Dialect => dialect;

    public override DriverCapabilities Describe(ServerInfo server) => new();

    public override ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
        => new(new HelloSession(types, host.Memory, target.Path));
}
