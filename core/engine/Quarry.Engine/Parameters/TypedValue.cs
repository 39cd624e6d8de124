using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>A value in the form that <see cref="Parameter"/> states for its type.</summary>
internal readonly record struct TypedValue(LogicalType Type, object? Value);
