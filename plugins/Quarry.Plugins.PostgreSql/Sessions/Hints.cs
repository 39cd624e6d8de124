using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>What a rule may ask of a session.</summary>
internal static class Hints
{
    /// <summary><c>postgresql.read = copy</c>: the rows of a SELECT without parameters come by <c>COPY … TO STDOUT (FORMAT binary)</c>.</summary>
    public const string Read = "postgresql.read";

    public const string Copy = "copy";

    public static bool AsksForCopy(QueryPlan plan) => plan.Hints.ContainsKey(Read);

    /// <exception cref="QuarryException">A hint, or its value, is not known (User).</exception>
    public static void Check(QueryPlan plan)
    {
        foreach ((string name, string value) in plan.Hints)
        {
            if (name != Read || value != Copy)
            {
                throw PgErrors.HintUnknown(name, value);
            }
        }
    }
}
