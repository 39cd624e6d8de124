using System.Data;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Parameters;
using Quarry.Engine.Sessions;
using Quarry.Engine.Sql;

namespace Quarry.Engine.Planning;

/// <summary>Makes a plan: parse, bind, write the database's own markers, apply the driver's rules in order.</summary>
internal sealed class Planner(Target target, DriverCalls calls)
{
    public PlannedQuery Plan(QueryRequest request, SourceSession session)
    {
        Dialect dialect = calls.Run(session.DriverId, () => session.Driver.Dialect);
        ParsedSql sql = SqlScanner.Parse(request.Sql, calls.Run(session.DriverId, () => dialect.Lexicon));
        if (sql.Statements.Count == 0)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.NoStatement, "The SQL holds no statement, only whitespace or comments.");
        }

        IReadOnlyList<Parameter> bound = ParameterBinder.Bind(sql, request.Parameters);
        Require(session, sql, bound);
        RewrittenSql rewritten = calls.Run(session.DriverId, () => sql.Rewrite(dialect));
        var plan = new QueryPlan
        {
            Sql = rewritten.Text,
            Kind = sql.Kind,
            ParameterCount = rewritten.Order.Count,
            Batch = request.Options.Batch,
            Read = request.Options.Read,
        };
        (plan, IReadOnlyList<ExplainedRule> rules) = ApplyRules(plan, session);
        return new(plan, [.. rewritten.Order.Select(index => bound[index])], rules, sql.Statements.Count, SqlSummary.Of(sql))
        {
            Defines = sql.Defines,
        };
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

    private static void Require(SourceSession session, ParsedSql sql, IReadOnlyList<Parameter> parameters)
    {
        if (sql.Statements.Count > 1)
        {
            Requirement.Check(session, session.Capabilities.MultipleResults, nameof(DriverCapabilities.MultipleResults), "several statements in one text", "Send them one by one.");
        }

        if (parameters.Any(parameter => parameter.Direction != ParameterDirection.Input))
        {
            Requirement.Check(session, session.Capabilities.OutputParameters, nameof(DriverCapabilities.OutputParameters), "output parameters", "Return the value in a column.");
        }
    }
}
