using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Planning;
using Quarry.Engine.Preparation;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>The stages of one source.</summary>
internal sealed class SourceParts
{
    public SourceParts(string name, Target target, SourceOptions options, EngineServices services, DriverCalls calls, ConnectionManager connections, CancellationToken closing)
    {
        (Name, Target, Services, Calls, Connections, Closing) = (name, target, services, calls, connections, closing);
        Planner = new(target, calls);
        Definitions = new();
        Runner = new(calls, Definitions, options.PreparedStatements);
        Pooled = new PooledUse(connections, Definitions);
    }

    public string Name { get; }
    public Target Target { get; }
    public EngineServices Services { get; }
    public DriverCalls Calls { get; }
    public ConnectionManager Connections { get; }
    public Planner Planner { get; }
    public Definitions Definitions { get; }
    public StatementRunner Runner { get; }
    /// <summary>A session of the pool for each query.</summary>
    public SessionUse Pooled { get; }
    /// <summary>Cancelled when the source closes.</summary>
    public CancellationToken Closing { get; }

    public CallCancellation CreateCancellation(TimeSpan? timeout) => new(Services.Clock, Services.DriverPatience, timeout);
}
