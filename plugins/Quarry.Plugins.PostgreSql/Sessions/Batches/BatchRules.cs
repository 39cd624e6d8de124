using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions.Batches;

/// <summary>What cannot be part of a batch is refused before anything is sent.</summary>
internal static class BatchRules
{
    /// <exception cref="QuarryException">The statement cannot be part of a batch (User).</exception>
    /// <exception cref="ArgumentException">It is prepared in another session.</exception>
    public static void Check(PostgreSqlSession session, BatchStatement statement, int number)
    {
        QueryPlan plan = statement.Plan;
        if (statement.Parameters.Count != plan.ParameterCount)
        {
            throw PgErrors.ParameterCount(plan.ParameterCount, statement.Parameters.Count);
        }

        if (OutputRow.IsAsked(statement.Parameters))
        {
            throw PgErrors.BatchRefused(number, "it has output parameters, and a batch returns none");
        }

        if (plan.Hints.Count > 0)
        {
            throw PgErrors.BatchRefused(number, "it carries a hint for reading, and a batch returns no rows");
        }

        if (statement.Prepared is not null && (statement.Prepared as PostgreSqlPreparedStatement)?.Session != session)
        {
            throw new ArgumentException($"Statement {number} of the batch is prepared in another session. Prepare it in this one.", nameof(statement));
        }

        if (StatementSplitter.Split(plan.Sql).Count > 1)
        {
            throw PgErrors.BatchRefused(number, "its text holds several statements; give each a place of its own");
        }

        (string first, string second) = StatementSplitter.FirstWords(plan.Sql);
        switch (first)
        {
            case "COPY":
                throw PgErrors.BatchRefused(number, "COPY needs the connection for itself; use the bulk write, or run it alone");
            case "BEGIN" or "START" or "COMMIT" or "END" or "ROLLBACK" or "ABORT" or "SAVEPOINT" or "RELEASE":
            case "PREPARE" when second == "TRANSACTION":
                throw PgErrors.BatchRefused(number, $"{first} would end or begin a transaction amid the batch; begin and end transactions through the session");
        }
    }
}
