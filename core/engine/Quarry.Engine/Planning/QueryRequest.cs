namespace Quarry.Engine.Planning;

/// <summary>What the caller asks for.</summary>
/// <param name="Sql">The SQL as written.</param>
/// <param name="Parameters">The parameters in any form that the binder takes, or null.</param>
/// <param name="Options">The caller's choices.</param>
internal sealed record QueryRequest(string Sql, object? Parameters, QueryOptions Options);
