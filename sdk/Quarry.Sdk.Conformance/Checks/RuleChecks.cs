using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Optimization rules are pure functions with a name.</summary>
internal static class RuleChecks
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("rules.names", "every rule has a name of its own", NamesAsync),
        ConformanceCheck.Always("rules.pure", "the same plan gives the same plan again, with as many parameters", PureAsync),
        ConformanceCheck.Always("rules.fire", "every rule fires for one of the fixture's sample plans", FireAsync),
    ];

    private static Task NamesAsync(CheckContext context)
    {
        IReadOnlyList<OptimizationRule> rules = context.Driver.Rules;
        Ensure.That(rules.All(rule => !string.IsNullOrWhiteSpace(rule.Name)), "A rule has no name.");
        IGrouping<string, OptimizationRule>? twice = rules.GroupBy(rule => rule.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        Ensure.That(twice is null, $"Two rules are called {twice?.Key}; explain could not tell them apart.");
        return Task.CompletedTask;
    }

    private static Task PureAsync(CheckContext context)
    {
        foreach ((OptimizationRule rule, QueryPlan plan) in Pairs(context))
        {
            QueryPlan copy = plan with { };
            RuleOutcome first = rule.Apply(plan, Known(context));
            RuleOutcome second = rule.Apply(copy, Known(context));
            Ensure.That(Same(plan, copy), $"{rule.Name} changed its input plan.");
            Ensure.That(Same(first.Plan, second.Plan) && first.Fired == second.Fired, $"{rule.Name} gives different plans for the same input: it is not pure.");
            Ensure.That(first.Fired || Same(first.Plan, plan), $"{rule.Name} changed the plan, but says that it did not fire.");
            Ensure.That(!string.IsNullOrWhiteSpace(first.Reason), $"{rule.Name} gives no reason for explain.");
            Ensure.That(first.Plan.ParameterCount == plan.ParameterCount, $"{rule.Name} changed the number of parameters from {plan.ParameterCount} to {first.Plan.ParameterCount}.");
        }

        return Task.CompletedTask;
    }

    private static Task FireAsync(CheckContext context)
    {
        foreach (OptimizationRule rule in context.Driver.Rules)
        {
            Ensure.That(Pairs(context).Any(pair => pair.Rule == rule && rule.Apply(pair.Plan, Known(context)).Fired),
                $"{rule.Name} fires for none of the fixture's RuleSamples. Add a plan for which it does, or delete the rule.");
        }

        return Task.CompletedTask;
    }

    // A record compares its dictionary by reference.
    private static bool Same(QueryPlan left, QueryPlan right) => left with { Hints = right.Hints } == right && left.Hints.SequenceEqual(right.Hints);

    private static IEnumerable<(OptimizationRule Rule, QueryPlan Plan)> Pairs(CheckContext context)
    {
        Dialect dialect = context.Dialect;
        QueryPlan[] plans =
        [
            .. context.Fixture.RuleSamples,
            TestSession.Plan(context.Fixture.Select("1"), 0),
            TestSession.Plan(context.Fixture.Select($"{dialect.ParameterMarker(1)}, {dialect.ParameterMarker(2)}"), 2),
            TestSession.Plan($"SELECT * FROM {dialect.QuoteIdentifier("a table")} ORDER BY 1", 0),
            TestSession.Plan($"DELETE FROM {dialect.QuoteIdentifier("t")}", 0),
            TestSession.Plan(context.Fixture.BrokenSql, 0),
        ];
        return from rule in context.Driver.Rules from plan in plans select (rule, plan);
    }

    private static RuleContext Known(CheckContext context)
        => new() { Target = context.Fixture.Target, Server = context.Session.Server, Capabilities = context.Capabilities };
}
