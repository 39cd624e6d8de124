using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>How far a copy came.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">Its key.</param>
/// <param name="Last">The last value of the key, or null.</param>
/// <param name="Rows">How many rows the table holds.</param>
/// <param name="CountAsync">Counts them again.</param>
internal sealed record ResumePoint(TableName Table, string Key, KeyValue? Last, long Rows, Func<CancellationToken, ValueTask<long>> CountAsync);
