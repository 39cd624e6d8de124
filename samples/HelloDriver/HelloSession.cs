using Quarry.Contracts;

namespace Hello;

internal sealed class HelloSession(TypeMap types, BatchMemory memory, string name) : Session
{
    public override ServerInfo Server { get; } = new() { Product = "Hello", Version = new(1, 0) };

    public override ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
        => new(new HelloReader(types, memory, plan, name));

    public override ValueTask ResetAsync(CancellationToken cancellationToken) => default;

    public override ValueTask PingAsync(CancellationToken cancellationToken) => default;

    public override ValueTask DisposeAsync() => default;
}
