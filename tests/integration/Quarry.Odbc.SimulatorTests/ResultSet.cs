using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>A result that was read.</summary>
internal sealed class ResultSet
{
    public Schema? Schema { get; init; }

    public long Affected { get; init; }

    public List<object?[]> Rows { get; } = [];

    /// <summary>The rows of each batch.</summary>
    public List<int> Batches { get; } = [];

    public IEnumerable<object?> Column(int index) => Rows.Select(row => row[index]);
}
