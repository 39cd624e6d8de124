namespace Quarry.Engine.Parameters;

/// <summary>A value that the caller gave a name. It is read only if the SQL uses it: a property's getter may be costly.</summary>
internal readonly record struct NamedValue(string Name, Func<object?> Read);
