using System.Data;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Parameters;
using Quarry.Engine.Sessions;
using Quarry.Engine.Sql;

namespace Quarry.Engine.Planning;

/// <summary>Makes a plan: parse, write the database's own markers, apply the driver's rules in order, bind.</summary>
internal sealed class Planner(Target target, DriverCalls calls)
{
    private readonly PlanCache _cache = new();

    /// <summary>Plans a statement, or takes the plan that an earlier execution of its text left, and binds its values.</summary>
    public PlannedQuery Plan(QueryRequest request, SourceSession session)
    {
        var key = new PlanKey(request.Sql, session.Caches.Scope ??= PlanScope.Of(session, calls), request.Options.Batch, request.Options.Read);
        StatementPlan? known = _cache.Find(key);
        StatementPlan statement = known ?? Plan(request.Sql, request.Options, session);
        IReadOnlyList<Parameter> bound = ParameterBinder.Bind(statement.Sql, request.Parameters);
        RequireOutput(session, bound);
        if (known is null)
        {
            // A text whose values do not bind is not worth a place.
            statement = _cache.Add(key, statement);
        }

        return new(statement, Ordered(bound, statement.Order));
    }

    private StatementPlan Plan(string text, QueryOptions options, SourceSession session)
    {
        Dialect dialect = calls.Run(session.DriverId, () => session.Driver.Dialect);
        ParsedSql sql = SqlScanner.Parse(text, calls.Run(session.DriverId, () => dialect.Lexicon));
        if (sql.Statements.Count == 0)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.NoStatement, "The SQL holds no statement, only whitespace or comments.");
        }

        if (sql.Statements.Count > 1)
        {
            Requirement.Check(session, session.Capabilities.MultipleResults, nameof(DriverCapabilities.MultipleResults), "several statements in one text", "Send them one by one.");
        }

        RewrittenSql rewritten = calls.Run(session.DriverId, () => sql.Rewrite(dialect));
        var plan = new QueryPlan
        {
            Sql = rewritten.Text,
            Kind = sql.Kind,
            ParameterCount = rewritten.Order.Count,
            Batch = options.Batch,
            Read = options.Read,
        };
        (plan, IReadOnlyList<ExplainedRule> rules) = ApplyRules(plan, session);
        return new() { Sql = sql, Order = rewritten.Order, Plan = plan, Rules = rules, Summary = SqlSummary.Of(sql) };
    }

    private (QueryPlan Plan, IReadOnlyList<ExplainedRule> Rules) ApplyRules(QueryPlan plan, SourceSession session)
    {
        IReadOnlyList<OptimizationRule> rules = calls.Run(session.DriverId, () => session.Lease.Rules);
        if (rules.Count == 0)
        {
            return (plan, []);
        }

        var context = new RuleContext { Target = target, Server = session.Server, Capabilities = session.Capabilities };
        var explained = new List<ExplainedRule>(rules.Count);
        foreach (OptimizationRule rule in rules)
        {
            QueryPlan before = plan;
            (string name, RuleOutcome outcome) = calls.Run(session.DriverId, () => (rule.Name, rule.Apply(before, context)));
            if (outcome?.Plan is null || outcome.Plan.ParameterCount != before.ParameterCount)
            {
                throw new QuarryException(ErrorKind.Internal, ErrorCodes.BadRule,
                    $"Rule \"{name}\" of driver \"{session.DriverId}\" returned no plan, or one for another number of parameters. This is a defect of the plugin that brings the rule.");
            }

            plan = outcome.Plan;
            explained.Add(new() { Name = name, Fired = outcome.Fired, Reason = outcome.Reason });
        }

        return (plan, explained);
    }

    private static Parameter[] Ordered(IReadOnlyList<Parameter> bound, IReadOnlyList<int> order)
    {
        if (order.Count == 0)
        {
            return [];
        }

        var parameters = new Parameter[order.Count];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = bound[order[i]];
        }

        return parameters;
    }

    private static void RequireOutput(SourceSession session, IReadOnlyList<Parameter> parameters)
    {
        if (session.Capabilities.OutputParameters.IsSupported)
        {
            return;
        }

        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Direction != ParameterDirection.Input)
            {
                Requirement.Check(session, session.Capabilities.OutputParameters, nameof(DriverCapabilities.OutputParameters), "output parameters", "Return the value in a column.");
            }
        }
    }
}
