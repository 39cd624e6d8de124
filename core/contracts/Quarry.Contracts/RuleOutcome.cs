namespace Quarry.Contracts;

/// <summary>What a rule did to a plan, and why.</summary>
public sealed class RuleOutcome
{
    private RuleOutcome(QueryPlan plan, bool fired, string reason) => (Plan, Fired, Reason) = (plan, fired, reason);

    /// <summary>The plan after the rule.</summary>
    public QueryPlan Plan { get; }
    /// <summary>True if the rule changed the plan.</summary>
    public bool Fired { get; }
    /// <summary>Why it did or did not, for <c>explain</c>.</summary>
    public string Reason { get; }

    /// <summary>The rule changed the plan.</summary>
    /// <param name="plan">The new plan.</param>
    /// <param name="reason">Why.</param>
    public static RuleOutcome Changed(QueryPlan plan, string reason) => new(plan, true, reason);

    /// <summary>The rule does not apply.</summary>
    /// <param name="plan">The plan as it was.</param>
    /// <param name="reason">Why not.</param>
    public static RuleOutcome Unchanged(QueryPlan plan, string reason) => new(plan, false, reason);
}
