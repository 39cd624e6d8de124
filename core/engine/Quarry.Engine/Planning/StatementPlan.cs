using Quarry.Contracts;
using Quarry.Engine.Sql;

namespace Quarry.Engine.Planning;

/// <summary>All of a plan that does not depend on the values of the parameters, shared by all executions of a text. Immutable but for one mark.</summary>
internal sealed class StatementPlan
{
    private bool _executed;

    /// <summary>The text, for the binding of values.</summary>
    public required ParsedSql Sql { get; init; }
    /// <summary>For each marker of the plan's SQL, the 0-based index of the parameter that goes there.</summary>
    public required IReadOnlyList<int> Order { get; init; }
    /// <summary>How the statement will run.</summary>
    public required QueryPlan Plan { get; init; }
    /// <summary>What each rule of the driver did, in order.</summary>
    public required IReadOnlyList<ExplainedRule> Rules { get; init; }
    /// <summary>The statement in a few words, without literals.</summary>
    public required string Summary { get; init; }

    public bool IsSingle => Sql.Statements.Count == 1;

    public bool WasExecuted => Volatile.Read(ref _executed);

    /// <summary>Notes an execution.</summary>
    /// <returns>True if there was one before.</returns>
    public bool MarkExecuted()
    {
        if (WasExecuted)
        {
            return true;
        }

        Volatile.Write(ref _executed, true);
        return false;
    }
}
