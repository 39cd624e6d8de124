namespace Quarry.Contracts;

/// <summary>A pure function from plan to plan that makes a statement cheaper and never changes its result.</summary>
/// <remarks>It earns its place by an equivalence test over generated data and by a benchmark in which it wins at least 10 %.
/// It may be called from any thread, keeps no state and does no I/O.</remarks>
public abstract class OptimizationRule
{
    /// <summary>The name that <c>explain</c> shows, such as <c>sqlite.parallel-sort</c>; unique within a driver.</summary>
    public abstract string Name { get; }

    /// <summary>Rewrites a plan, or leaves it.</summary>
    /// <param name="plan">The plan so far.</param>
    /// <param name="context">What is known of the server.</param>
    public abstract RuleOutcome Apply(QueryPlan plan, RuleContext context);
}
