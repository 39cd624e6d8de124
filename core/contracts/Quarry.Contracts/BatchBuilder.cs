using System.Runtime.CompilerServices;

namespace Quarry.Contracts;

/// <summary>Builds batches of one schema, one after the other, in memory that the host lends. One caller at a time.</summary>
/// <remarks>Per row: append one value to every column, then <see cref="EndRow"/>. When it returns false, <see cref="Build"/> takes the batch.</remarks>
public sealed class BatchBuilder : IDisposable
{
    // Offsets have 32 bits: a batch that ends at 1 GiB has room for one more value of 1 GiB.
    private const long MaxBytes = 1L << 30;

    private readonly ColumnBuilder[] _columns;
    private readonly long _fixedRowBytes;
    private readonly long _maxBytes;
    private readonly int _maxRows;
    private int _rows;

    /// <summary>Creates a builder.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="memory">Where memory comes from.</param>
    /// <param name="limits">When a batch is full.</param>
    public BatchBuilder(Schema schema, BatchMemory memory, BatchLimits limits)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Rows, 1, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Bytes, 1, nameof(limits));
        Schema = schema;
        _maxRows = limits.Rows;
        _maxBytes = Math.Min(limits.Bytes, MaxBytes);
        _columns = new ColumnBuilder[schema.Columns.Count];
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = ColumnBuilder.Create(schema.Columns[i], this, memory, null);
        }

        _fixedRowBytes = schema.Columns.Sum(column => column.Type.Layout switch
        {
            ColumnLayout.Bits => 1,
            ColumnLayout.Fixed => column.Type.ByteWidth,
            ColumnLayout.TimestampWithOffset => sizeof(long) + sizeof(short),
            _ => (long)sizeof(int),
        });
    }

    /// <summary>The columns' names and types.</summary>
    public Schema Schema { get; }

    /// <summary>The columns' builders, in order; cast each once to the class that its type has, see <see cref="ColumnBuilder"/>.</summary>
    public IReadOnlyList<ColumnBuilder> Columns => _columns;

    /// <summary>Rows ended since the last <see cref="Build"/>.</summary>
    public int Rows => _rows;

    /// <summary>Rows of all batches built before, so that errors can name the row of the result.</summary>
    public long RowsBefore { get; private set; }

    /// <summary>Bytes that each row counts besides its text and bytes of any length.</summary>
    public long FixedRowBytes => _fixedRowBytes;

    /// <summary>Bytes of the rows ended since the last <see cref="Build"/>, as they count against the limit.</summary>
    public long Bytes => VariableBytes + _rows * _fixedRowBytes;

    internal long VariableBytes;

    /// <summary>Ends a row.</summary>
    /// <returns>False if the batch is full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool EndRow() => ++_rows < _maxRows & Bytes < _maxBytes;

    /// <summary>Ends several rows that were appended column by column.</summary>
    /// <param name="count">How many.</param>
    /// <returns>False if the batch is full.</returns>
    public bool EndRows(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _rows += count - 1;
        return EndRow();
    }

    /// <summary>Takes the rows that were ended as a batch, which the caller disposes; the builder goes on with an empty one.</summary>
    /// <exception cref="QuarryException">A text column holds bytes that are not UTF-8 (Server); the message names column and row.</exception>
    /// <exception cref="InvalidOperationException">A column has more or fewer values than there are rows.</exception>
    public ColumnBatch Build()
    {
        foreach (ColumnBuilder column in _columns)
        {
            if (column.Length != _rows)
            {
                throw new InvalidOperationException($"Column \"{column.Column.Name}\" has {column.Length} values in a batch of {_rows} rows.");
            }

            column.Validate();
        }

        var data = new ColumnData[_columns.Length];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = _columns[i].Detach();
        }

        var batch = new ColumnBatch(Schema, _rows, data);
        RowsBefore += _rows;
        (_rows, VariableBytes) = (0, 0);
        return batch;
    }

    /// <summary>Goes on with another result of the same columns, whose rows are numbered from 1 again.</summary>
    /// <exception cref="InvalidOperationException">There are rows that were not built.</exception>
    public void Restart()
    {
        if (_rows > 0 || Array.Exists(_columns, static column => column.Length > 0))
        {
            throw new InvalidOperationException("Rows of the result before were not built. Build or dispose the builder.");
        }

        RowsBefore = 0;
    }

    /// <summary>Gives the memory of an unfinished batch back.</summary>
    public void Dispose()
    {
        foreach (ColumnBuilder column in _columns)
        {
            column.Dispose();
        }
    }
}
