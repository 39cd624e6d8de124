using Quarry.Contracts;

namespace Quarry.Engine.Planning;

/// <summary>A plan with what it was made of. Immutable.</summary>
/// <param name="Plan">How the statement will run.</param>
/// <param name="Parameters">As many as the plan takes, in its order.</param>
/// <param name="Rules">What each rule of the driver did, in order.</param>
/// <param name="Statements">How many statements the text holds.</param>
/// <param name="Summary">The statement in a few words, without literals.</param>
internal sealed record PlannedQuery(QueryPlan Plan, IReadOnlyList<Parameter> Parameters, IReadOnlyList<ExplainedRule> Rules, int Statements, string Summary)
{
    /// <summary>True if any of its statements defines, changes or drops an object.</summary>
    public required bool Defines { get; init; }
}
