using Quarry.Odbc.Native;

namespace Quarry.Odbc.Sessions;

/// <summary>The form of an insert that takes several rows in one statement.</summary>
/// <param name="Most">The most rows, 1 or more.</param>
/// <param name="Create">A new statement.</param>
/// <param name="TextOf">The text for a number of rows.</param>
/// <param name="Point">What sets a savepoint before a statement, returns to it so that the row that was refused can be found, and forgets it; null where there is none.</param>
internal sealed record SeveralRows(int Most, Func<StatementHandle> Create, Func<int, string> TextOf, (string Set, string Back, string? Forget)? Point);
