using Quarry.Contracts;

namespace Quarry.Columnar;

/// <summary>One result of a statement that has several: rows, or a count of rows that it changed.</summary>
public sealed class MultiResultItem
{
    /// <summary>A result set.</summary>
    /// <param name="rows">Its rows.</param>
    public MultiResultItem(ColumnBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Rows = rows;
    }

    /// <summary>A count.</summary>
    /// <param name="count">How many rows were changed; −1 if the database does not say.</param>
    public MultiResultItem(long count) => Count = count;

    /// <summary>The rows, or null for a count.</summary>
    public ColumnBatch? Rows { get; }

    /// <summary>The count, if <see cref="Rows"/> is null.</summary>
    public long Count { get; }
}
