using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>A column of .NET values.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ClrType">The type of its values, or null if it is not known.</param>
/// <param name="Type">The logical type that follows from it, or null.</param>
/// <param name="IsNullable">False if there is never a NULL.</param>
internal sealed record RowColumn(string Name, Type? ClrType, LogicalType? Type, bool IsNullable);
