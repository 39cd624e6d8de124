using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>The rows of the first batch as they came, kept until they have decided the types of the columns that declare none.</summary>
internal sealed unsafe class Stage(BatchMemory memory, int columns) : IDisposable
{
    private readonly StageBuffer _values = new(memory);
    private readonly StageBuffer _bytes = new(memory);

    public int Rows { get; private set; }

    /// <summary>True if the batch is full.</summary>
    public bool IsFull(BatchLimits limits) => Rows >= limits.Rows || _bytes.Used + (_values.Used / sizeof(StagedValue) * sizeof(long)) >= limits.Bytes;

    /// <summary>Keeps the current row of a source.</summary>
    public void Add<TSource>(TSource source)
        where TSource : struct, IValueSource
    {
        for (int column = 0; column < columns; column++)
        {
            nint from = source.Value(column);
            int type = source.Type(from);
            StagedValue value = type switch
            {
                StorageClass.Integer => new(type, 0, source.Int64(from)),
                StorageClass.Real => new(type, 0, BitConverter.DoubleToInt64Bits(source.Double(from))),
                StorageClass.Text => Copy(type, source.Text(from)),
                StorageClass.Blob => Copy(type, source.Blob(from)),
                _ => new(type, 0, 0),
            };
            *(StagedValue*)_values.Add(sizeof(StagedValue)) = value;
        }

        Rows++;
    }

    /// <summary>The value of a column in a row.</summary>
    public StagedValue this[int row, int column] => ((StagedValue*)_values.Address)[((long)row * columns) + column];

    public ReadOnlySpan<byte> Bytes(StagedValue value) => new(_bytes.Address + value.Bits, value.Length);

    /// <summary>The storage class that a column without a declared type has: that of its values; REAL if they mix with integers that a double holds.</summary>
    /// <returns><see cref="StorageClass.Null"/> if there are only NULLs.</returns>
    public int StorageClassOf(int column, string name)
    {
        int first = StorageClass.Null;
        long inexact = -1;
        for (int row = 0; row < Rows; row++)
        {
            StagedValue value = this[row, column];
            if (value.Type == StorageClass.Null)
            {
                continue;
            }

            if (value.Type == StorageClass.Integer && inexact < 0 && !ExactDouble.Holds(value.Bits))
            {
                inexact = row;
            }

            int merged = first == StorageClass.Null || first == value.Type ? value.Type
                : first <= StorageClass.Real && value.Type <= StorageClass.Real ? StorageClass.Real
                : throw SqliteErrors.MixedExpression(name, row + 1, first, value.Type);
            if (merged == StorageClass.Real && inexact >= 0)
            {
                throw SqliteErrors.MixedExpression(name, inexact + 1, StorageClass.Real, StorageClass.Integer);
            }

            first = merged;
        }

        return first;
    }

    public void Dispose()
    {
        _values.Dispose();
        _bytes.Dispose();
    }

    private StagedValue Copy(int type, ReadOnlySpan<byte> bytes)
    {
        long start = _bytes.Used;
        bytes.CopyTo(new Span<byte>(_bytes.Add(bytes.Length), bytes.Length));
        return new(type, bytes.Length, start);
    }
}
