using Quarry.Contracts;

namespace Quarry.Engine.Planning;

/// <summary>A statement's plan with the values of one execution. Immutable.</summary>
/// <param name="Statement">The plan, which other executions share.</param>
/// <param name="Parameters">As many as the plan takes, in its order.</param>
internal readonly record struct PlannedQuery(StatementPlan Statement, IReadOnlyList<Parameter> Parameters)
{
    public QueryPlan Plan => Statement.Plan;
}
