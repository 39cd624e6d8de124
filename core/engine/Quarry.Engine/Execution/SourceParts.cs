using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Metadata;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>The stages of one source.</summary>
internal sealed record SourceParts
{
    public required string Name { get; init; }
    public required Target Target { get; init; }
    public required EngineServices Services { get; init; }
    public required DriverCalls Calls { get; init; }
    public required ConnectionManager Connections { get; init; }
    /// <summary>Where queries get their sessions: the connections, or the session of a transaction.</summary>
    public required ISessions Sessions { get; init; }
    public required Planner Planner { get; init; }
    /// <summary>Advanced by each statement that may have changed definitions: metadata read before is old.</summary>
    public DefinitionClock Definitions { get; } = new();
    /// <summary>Cancelled when the source closes.</summary>
    public required CancellationToken Closing { get; init; }

    public CallCancellation CreateCancellation(TimeSpan? timeout) => new(Services.Clock, Services.DriverPatience, timeout);
}
