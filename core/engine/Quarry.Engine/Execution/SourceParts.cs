using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Metadata;
using Quarry.Engine.Planning;
using Quarry.Engine.Preparation;
using Quarry.Engine.Sessions;
using Quarry.Engine.Transactions;

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
    /// <summary>Memory of the source's sessions and batches.</summary>
    public required ArenaAccount Memory { get; init; }
    public required Planner Planner { get; init; }
    /// <summary>Advanced by each statement that may have changed definitions: metadata and prepared statements from before are old.</summary>
    public required DefinitionClock Definitions { get; init; }
    public required StatementRunner Runner { get; init; }
    /// <summary>True if a transaction of the caller is open in the session.</summary>
    public bool IsTransaction => Sessions is TransactionSessions;
    /// <summary>Cancelled when the source closes.</summary>
    public required CancellationToken Closing { get; init; }

    public CallCancellation CreateCancellation(TimeSpan? timeout) => new(Services.Clock, Services.DriverPatience, timeout);
}
