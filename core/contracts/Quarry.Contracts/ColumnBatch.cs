namespace Quarry.Contracts;

/// <summary>Rows of a result as columns of equal length.</summary>
/// <remarks>
/// A batch from a stream is the stream's: valid until the next MoveNextAsync or DisposeAsync. <see cref="Retain"/> gives another over the same
/// memory, without a copy, that its caller disposes. A batch holds no object of a plugin's type and survives the plugin's unload.
/// </remarks>
public sealed class ColumnBatch : IDisposable
{
    private readonly IReadOnlyList<ColumnData> _data;
    private readonly ColumnVector[] _columns;
    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Creates a batch that takes over the references of its columns' blocks.</summary>
    /// <param name="schema">The columns' names and types.</param>
    /// <param name="rows">Rows; stated apart, since a batch without columns can have rows.</param>
    /// <param name="columns">One for each column of the schema, each of that many rows.</param>
    /// <exception cref="ArgumentException">The columns do not fit the schema or the rows; the references are then still the caller's.</exception>
    public ColumnBatch(Schema schema, int rows, IReadOnlyList<ColumnData> columns)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        bool fits = columns.Count == schema.Columns.Count;
        for (int i = 0; fits && i < columns.Count; i++)
        {
            fits = columns[i].Length == rows;
        }

        if (!fits)
        {
            throw new ArgumentException($"A batch of {rows} rows and {schema.Columns.Count} columns needs as many columns of that length.", nameof(columns));
        }

        Schema = schema;
        Rows = rows;
        _data = columns;
        _columns = new ColumnVector[columns.Count];
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = new(this, schema.Columns[i], columns[i]);
        }
    }

    /// <summary>Names and types.</summary>
    public Schema Schema { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>Bytes of memory that the batch holds.</summary>
    public long Bytes => _data.Sum(column => column.Bytes);

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<ColumnVector> Columns
    {
        get
        {
            ThrowIfDisposed();
            return _columns;
        }
    }

    /// <summary>The column at an index.</summary>
    /// <param name="index">0 to columns − 1.</param>
    public ColumnVector this[int index] => Columns[index];

    /// <summary>The column of a name, found as <see cref="Contracts.Schema.IndexOf"/> does.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public ColumnVector this[string name] => Schema.IndexOf(name) is >= 0 and int index
        ? Columns[index]
        : throw new ArgumentException($"There is no column \"{name}\"; there are {string.Join(", ", Schema.Columns.Select(column => $"\"{column.Name}\""))}.", nameof(name));

    /// <summary>Another batch over the same memory, to keep beyond this one's life. The caller disposes it.</summary>
    public ColumnBatch Retain()
    {
        // Under the lock that Dispose takes: it may come from another thread, and memory without a reference is at once someone else's.
        lock (_gate)
        {
            ThrowIfDisposed();
            foreach (ColumnData column in _data)
            {
                column.Retain();
            }
        }

        return new(Schema, Rows, _data);
    }

    /// <summary>Gives the batch's references back. Its columns throw from now on.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        // No enumerator: a short query has a batch of its own.
        for (int i = 0; i < _data.Count; i++)
        {
            _data[i].Release();
        }
    }

    internal void ThrowIfDisposed()
    {
        if (_disposed)
        {
            throw new ObjectDisposedException(nameof(ColumnBatch),
                "The batch is no longer valid: a stream's batch ends at the next MoveNextAsync. Call Retain() to keep one.");
        }
    }
}
