using Quarry.Contracts;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Preparation;

/// <summary>Whether a statement is prepared, and why.</summary>
internal readonly record struct PreparationChoice(bool Prepare, string Reason)
{
    /// <summary>Decides.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="mode">The caller's choice.</param>
    /// <param name="session">The session.</param>
    /// <param name="capacity">How many statements a session keeps.</param>
    /// <param name="repeated">True if the source has run the text before.</param>
    /// <exception cref="QuarryException">The caller asked for it, and it cannot be done (User).</exception>
    public static PreparationChoice Of(StatementPlan statement, PrepareMode mode, SourceSession session, int capacity, bool repeated)
    {
        if (mode == PrepareMode.Never)
        {
            return new(false, "QueryOptions.Prepare is Never");
        }

        bool always = mode == PrepareMode.Always;
        if (always)
        {
            Requirement.Check(session, session.Capabilities.PreparedStatements, nameof(DriverCapabilities.PreparedStatements), "prepared statements", "Set QueryOptions.Prepare to Auto.");
        }

        if (Obstacle(statement, session, capacity) is { } obstacle)
        {
            return !always ? new(false, obstacle) : throw new QuarryException(ErrorKind.User, ErrorCodes.NotPreparable,
                $"QueryOptions.Prepare is Always, but the statement cannot be prepared: {obstacle}. Set it to Auto.");
        }

        if (always)
        {
            return new(true, "QueryOptions.Prepare is Always");
        }

        QueryPlan plan = statement.Plan;
        if (plan.Kind is not (StatementKind.Select or StatementKind.Insert or StatementKind.Update or StatementKind.Delete or StatementKind.Merge))
        {
            return new(false, "it neither reads nor changes rows");
        }

        return statement.Sql.Text.Length > PlanCache.MaxLength ? new(false, "its text is longer than 64 KiB")
            : plan.ParameterCount > 0 ? new(true, "it has parameters")
            : repeated ? new(true, "its text came before")
            : new(false, "it has no parameters and its text comes for the first time");
    }

    private static string? Obstacle(StatementPlan statement, SourceSession session, int capacity)
        => !session.Capabilities.PreparedStatements.IsSupported ? session.Capabilities.PreparedStatements.Reason
            : capacity == 0 ? "SourceOptions.PreparedStatements is 0"
            : !statement.IsSingle ? "the text holds several statements"
            : !statement.Plan.Hints.IsEmpty ? "a rule gave it a hint, which the driver follows in a way of its own"
            : null;
}
