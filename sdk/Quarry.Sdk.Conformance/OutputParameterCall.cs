using Quarry.Contracts;

namespace Quarry.Sdk.Conformance;

/// <summary>A call that sets output parameters, and what it sets.</summary>
public sealed record OutputParameterCall
{
    /// <summary>The SQL with the database's own markers.</summary>
    public required string Sql { get; init; }
    /// <summary>The parameters with their directions, in order. Called once per execution, so that each gets its own.</summary>
    public required Func<IReadOnlyList<Parameter>> Parameters { get; init; }
    /// <summary>The values of the parameters whose direction is not input, in order, in the form that <see cref="Parameter"/> states.</summary>
    public required IReadOnlyList<object?> Expected { get; init; }
}
