namespace Quarry.Engine.Sql;

/// <summary>SQL with a database's own markers.</summary>
/// <param name="Text">The text to send.</param>
/// <param name="Order">For each marker position of the text, the 0-based index of the parameter that goes there.</param>
internal sealed record RewrittenSql(string Text, IReadOnlyList<int> Order);
