using Quarry.Contracts;

namespace Quarry.Engine.Planning;

/// <summary>What a plan depends on. The types of the parameters are not part of it: neither the rewriting nor a rule sees them.</summary>
/// <param name="Sql">The caller's text.</param>
/// <param name="Scope">Driver, rules, server and capabilities, see <see cref="PlanScope"/>.</param>
/// <param name="Batch">The caller's batch limits.</param>
/// <param name="Read">The caller's choices of types.</param>
internal readonly record struct PlanKey(string Sql, string Scope, BatchLimits Batch, ReadOptions Read)
{
    public bool Equals(PlanKey other) => Sql == other.Sql && Scope == other.Scope && Batch == other.Batch && Read == other.Read;

    // The other parts rarely differ.
    public override int GetHashCode() => Sql.GetHashCode(StringComparison.Ordinal);
}
