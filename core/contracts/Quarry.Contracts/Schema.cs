namespace Quarry.Contracts;

/// <summary>The columns of a result, in order.</summary>
public sealed class Schema
{
    /// <summary>Creates a schema.</summary>
    /// <param name="columns">Its columns; none is allowed.</param>
    public Schema(IReadOnlyList<ColumnSchema> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>The index of the first column of that name: exact match first, then ignoring case; −1 if there is none.</summary>
    /// <param name="name">The name.</param>
    public int IndexOf(string name)
    {
        foreach (StringComparison comparison in (ReadOnlySpan<StringComparison>)[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            for (int i = 0; i < Columns.Count; i++)
            {
                if (string.Equals(Columns[i].Name, name, comparison))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
