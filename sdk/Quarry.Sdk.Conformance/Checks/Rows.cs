using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>One result, read to its end and copied.</summary>
internal sealed class Rows
{
    private readonly List<object?[]> _values = [];
    private readonly List<int> _batches = [];

    private Rows(Schema? schema) => Schema = schema;

    public Schema? Schema { get; }

    public long Affected { get; private set; }

    /// <summary>Rows of each batch.</summary>
    public IReadOnlyList<int> Batches => _batches;

    public int Count => _values.Count;

    public object?[] this[int row] => _values[row];

    public static async Task<Rows> ReadAsync(ResultReader reader, CancellationToken cancellationToken)
    {
        var rows = new Rows(reader.Schema);
        ColumnBatch? batch;
        while ((batch = await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) is not null)
        {
            rows.Take(batch);
        }

        rows.Affected = reader.RowsAffected;
        return rows;
    }

    /// <summary>Copies a batch after inspecting it, and disposes it.</summary>
    public static IReadOnlyList<object?[]> Copy(ColumnBatch batch, Schema schema)
    {
        var rows = new Rows(schema);
        rows.Take(batch);
        return rows._values;
    }

    /// <summary>The only value of a result of one row and one column.</summary>
    public object? Scalar()
    {
        Ensure.That(Count == 1 && _values[0].Length == 1, $"A result of one row and one column was expected, but it has {Count} rows and {Schema?.Columns.Count ?? 0} columns.");
        return _values[0][0];
    }

    /// <summary>The rows must hold these integers in their only column.</summary>
    public void EnsureIntegers(string what, params ReadOnlySpan<long> expected)
    {
        string texts = string.Join(", ", _values.Select(row => Value.Show(row[0])));
        Ensure.That(Count == expected.Length, $"{what}: expected the {expected.Length} rows {string.Join(", ", expected.ToArray())}, got {Count}: {texts}.");
        for (int i = 0; i < expected.Length; i++)
        {
            Ensure.Integer(expected[i], _values[i][0], $"{what}, row {i}");
        }
    }

    private void Take(ColumnBatch batch)
    {
        using (batch)
        {
            Ensure.That(Schema is not null, "A result without a schema returned a batch.");
            BatchInspector.Inspect(batch, Schema);
            _batches.Add(batch.Rows);
            for (int row = 0; row < batch.Rows; row++)
            {
                _values.Add([.. batch.Columns.Select(column => column.GetValue(row))]);
            }
        }
    }
}
