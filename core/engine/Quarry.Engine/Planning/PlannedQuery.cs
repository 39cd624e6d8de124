using Quarry.Contracts;

namespace Quarry.Engine.Planning;

/// <summary>A statement's plan with the values of one execution. Immutable.</summary>
/// <param name="Statement">The plan, which other executions share.</param>
/// <param name="Parameters">As many as the plan takes, in its order.</param>
internal readonly record struct PlannedQuery(StatementPlan Statement, IReadOnlyList<Parameter> Parameters)
{
    public QueryPlan Plan => Statement.Plan;

    /// <summary>The SQL to send if it is one SELECT, such that it can stand within another: without the semicolon that may end it. Else null.</summary>
    public string? Select
    {
        get
        {
            if (Plan.Kind != StatementKind.Select || Statement.Sql.Statements is not [Range only])
            {
                return null;
            }

            string text = Statement.Sql.Text;
            string end = text[only.End..];
            return Plan.Sql.EndsWith(end, StringComparison.Ordinal) ? Plan.Sql[..^end.Length] : Plan.Sql;
        }
    }

    /// <summary>The values without their names: what is made of <see cref="Select"/> has the database's own markers, by position.</summary>
    public IReadOnlyList<Parameter> Positional => [.. Parameters.Select(static value => new Parameter(value.Type, value.Value))];
}
