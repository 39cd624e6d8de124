using Quarry.Contracts;
using Quarry.Engine.Planning;

namespace Quarry.Engine.Batches;

/// <summary>A statement of a batch on its way.</summary>
internal sealed class BatchItem(PlannedQuery query)
{
    public PlannedQuery Query => query;

    /// <summary>The statement prepared in the batch's session, or null.</summary>
    public PreparedStatement? Prepared { get; set; }

    public BatchStatement ToStatement() => new() { Plan = query.Plan, Parameters = query.Parameters, Prepared = Prepared };
}
