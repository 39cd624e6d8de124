using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quarry.Contracts;

/// <summary>The values of one column of a batch, in Arrow's layout. Immutable; safe to read from several threads.</summary>
/// <remarks>Valid as long as its batch is: after that every member throws <see cref="ObjectDisposedException"/>, and a span taken before
/// reads garbage but never faults. Null slots and padding hold zeros.</remarks>
public sealed partial class ColumnVector
{
    private readonly ColumnBatch _batch;
    private readonly MemoryBlock? _validity;
    private readonly MemoryBlock? _offsets;
    private readonly MemoryBlock? _data;
    private readonly ColumnVector[] _children;

    internal ColumnVector(ColumnBatch batch, ColumnSchema column, ColumnData data)
    {
        _batch = batch;
        Column = column;
        Length = data.Length;
        NullCount = data.NullCount;
        (_validity, _offsets, _data) = (data.Validity, data.Offsets, data.Values);
        _children = data.Children.Count == 0 ? [] : new ColumnVector[data.Children.Count];
        for (int i = 0; i < _children.Length; i++)
        {
            _children[i] = new(batch, data.Children[i].Column, data.Children[i]);
        }
    }

    /// <summary>Name and type.</summary>
    public ColumnSchema Column { get; }

    /// <summary>The logical type.</summary>
    public LogicalType Type => Column.Type;

    /// <summary>Rows.</summary>
    public int Length { get; }

    /// <summary>How many of them are NULL.</summary>
    public int NullCount { get; }

    /// <summary>One bit per row, least significant first, 1 for a value and 0 for NULL; empty if there is no NULL.</summary>
    public ReadOnlySpan<byte> Validity => NullCount == 0 ? [] : Bytes(_validity, (Length + 7) / 8);

    /// <summary>Length + 1 offsets of a variable or list column: value i is between offsets i and i + 1.</summary>
    /// <exception cref="InvalidOperationException">The layout has no offsets.</exception>
    public ReadOnlySpan<int> Offsets => Type.Layout is ColumnLayout.Variable or ColumnLayout.List
        ? MemoryMarshal.Cast<byte, int>(Bytes(_offsets, (Length + 1) * sizeof(int)))
        : throw Mismatch("offsets");

    /// <summary>The raw bytes of the values: bits of a boolean column, fixed-width values, or the text and binary bytes that <see cref="Offsets"/> cut.</summary>
    /// <exception cref="InvalidOperationException">The layout has no data of its own, only children.</exception>
    public ReadOnlySpan<byte> Data => Type.Layout switch
    {
        ColumnLayout.Bits => Bytes(_data, (Length + 7) / 8),
        ColumnLayout.Fixed => Bytes(_data, checked(Length * Type.ByteWidth)),
        ColumnLayout.Variable => Bytes(_data, Offsets[Length]),
        _ => throw Mismatch("data"),
    };

    /// <summary>The elements of a list column; the instants (0) and offsets in minutes (1) of a timestamp with offset; else none.</summary>
    public IReadOnlyList<ColumnVector> Children => _children;

    /// <summary>The values of a fixed-width column.</summary>
    /// <typeparam name="T">A type of exactly <see cref="LogicalType.ByteWidth"/> bytes: the CLR integer or float of that width, <see cref="int"/> for dates,
    /// <see cref="long"/> for times and timestamps, <see cref="Int128"/> and <see cref="Int256"/> for unscaled decimals, <see cref="Interval"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The column's values are of another width or layout.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
        => Type.Layout == ColumnLayout.Fixed && Unsafe.SizeOf<T>() == Type.ByteWidth ? MemoryMarshal.Cast<byte, T>(Data) : throw Mismatch(typeof(T).Name);

    /// <summary>True if the row is NULL.</summary>
    /// <param name="row">0 to Length − 1.</param>
    public bool IsNull(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Length, nameof(row));
        return NullCount != 0 && (Validity[row >> 3] >> (row & 7) & 1) == 0;
    }

    /// <summary>The bytes of one value of a text, binary or fixed-width column; empty for NULL in a variable column.</summary>
    /// <param name="row">0 to Length − 1.</param>
    public ReadOnlySpan<byte> GetBytes(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Length, nameof(row));
        if (Type.Layout == ColumnLayout.Variable)
        {
            ReadOnlySpan<int> offsets = Offsets;
            return Bytes(_data, offsets[row + 1])[offsets[row]..];
        }

        return Type.Layout == ColumnLayout.Fixed ? Data.Slice(row * Type.ByteWidth, Type.ByteWidth) : throw Mismatch("bytes");
    }

    /// <summary>The memory of a buffer, for a consumer that takes a reference instead of a copy (Arrow export).</summary>
    /// <param name="buffer">Which.</param>
    /// <returns>Null if the column has no such buffer.</returns>
    public MemoryBlock? Block(ColumnBuffer buffer)
    {
        _batch.ThrowIfDisposed();
        return buffer switch
        {
            ColumnBuffer.Validity => NullCount == 0 ? null : _validity,
            ColumnBuffer.Offsets => _offsets,
            _ => _data,
        };
    }

    private ReadOnlySpan<byte> Bytes(MemoryBlock? block, int length)
    {
        _batch.ThrowIfDisposed();
        return block is null ? [] : block.Span(0, length);
    }

    private InvalidOperationException Mismatch(string what)
        => new($"Column \"{Column.Name}\" is {Type}; it has no {what}. Use the getter of its type.");
}
