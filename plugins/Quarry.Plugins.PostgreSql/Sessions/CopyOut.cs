using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Reads a query through a binary COPY, where a rule asks for it.</summary>
internal static class CopyOut
{
    private const string Before = "COPY (";

    /// <summary>Parses the COPY of a query that was parsed; a Sync is still owed.</summary>
    /// <returns>The COPY with the query's columns.</returns>
    /// <exception cref="QuarryException">The query cannot be copied: it has parameters, no columns or several statements, or a column comes as text only (User).</exception>
    public static ParsedStatement Parse(PostgreSqlSession session, QueryPlan plan, ParsedStatement query, int statements)
    {
        if (query.Shape is not { } shape || statements != 1 || plan.ParameterCount > 0)
        {
            throw PgErrors.CopyUnfit("COPY takes one query with columns and without parameters");
        }

        int text = Array.IndexOf(shape.Binary, false);
        if (text >= 0)
        {
            throw PgErrors.CopyUnfit($"column \"{shape.Schema.Columns[text].Name}\" of type {shape.Types[text].Name} has no binary form that is read");
        }

        // The query ends a line, since it may end in a comment; and positions of errors count from where it starts.
        (int, string) copy = (query.Start - Before.Length, $"{Before}{query.Sql}\n) TO STDOUT (FORMAT binary)");
        return StatementParser.Parse(session, plan, "", copy, []) with { Shape = shape };
    }
}
