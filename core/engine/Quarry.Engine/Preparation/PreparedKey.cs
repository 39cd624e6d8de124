using System.Data;
using Quarry.Contracts;

namespace Quarry.Engine.Preparation;

/// <summary>What a prepared statement depends on: the final SQL, how it is read, and the types and directions of its parameters.</summary>
/// <remarks>Holds the parameters of an execution until it is kept in a cache; see <see cref="Detached"/>.</remarks>
internal readonly struct PreparedKey : IEquatable<PreparedKey>
{
    private readonly QueryPlan _plan;
    private readonly IReadOnlyList<Parameter>? _parameters;
    private readonly (LogicalType Type, ParameterDirection Direction)[]? _types;

    public PreparedKey(QueryPlan plan, IReadOnlyList<Parameter> parameters) => (_plan, _parameters) = (plan, parameters);

    private PreparedKey(QueryPlan plan, (LogicalType Type, ParameterDirection Direction)[] types) => (_plan, _types) = (plan, types);

    /// <summary>The same without the values.</summary>
    public PreparedKey Detached() => _parameters is { } parameters ? new(_plan, [.. parameters.Select(parameter => (parameter.Type, parameter.Direction))]) : this;

    public bool Equals(PreparedKey other)
    {
        int count = Count;
        if (count != other.Count || !(ReferenceEquals(_plan, other._plan) || _plan.Equals(other._plan)))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            (LogicalType type, ParameterDirection direction) = this[i];
            (LogicalType otherType, ParameterDirection otherDirection) = other[i];
            if (direction != otherDirection || !(ReferenceEquals(type, otherType) || type.Equals(otherType)))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is PreparedKey other && Equals(other);

    // Equal texts with other types are rare: the comparison tells them apart.
    public override int GetHashCode() => _plan.Sql.GetHashCode(StringComparison.Ordinal);

    private int Count => _types?.Length ?? _parameters!.Count;

    private (LogicalType Type, ParameterDirection Direction) this[int index] => _types is { } types ? types[index] : (_parameters![index].Type, _parameters[index].Direction);
}
