using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Quarry.Contracts;

/// <summary>Appends values to one column. Which class a column has follows from its type:</summary>
/// <remarks>
/// <list type="bullet">
/// <item>boolean: <see cref="BooleanColumnBuilder"/>; int8 … uint64, float32, float64, date32, time64, interval: <see cref="FixedColumnBuilder{T}"/> of
/// the CLR type that <see cref="ColumnVector.Values{T}"/> names</item>
/// <item>timestamp: <see cref="TimestampColumnBuilder"/>, a <see cref="FixedColumnBuilder{T}"/> of long</item>
/// <item>decimal128, decimal256: <see cref="Decimal128ColumnBuilder"/>, <see cref="Decimal256ColumnBuilder"/>, which are fixed builders of the unscaled integers</item>
/// <item>utf8, binary, json, xml: <see cref="VariableColumnBuilder"/>; uuid, fixed binary: <see cref="FixedBinaryColumnBuilder"/></item>
/// <item>list: <see cref="ListColumnBuilder"/>; timestamp with offset: <see cref="TimestampOffsetColumnBuilder"/></item>
/// </list>
/// A value that the type cannot hold exactly is a <see cref="QuarryException"/> that names column and row. One caller at a time.
/// </remarks>
public abstract unsafe class ColumnBuilder : IDisposable
{
    private protected readonly BatchMemory Memory;
    private readonly BatchBuilder _batch;
    private MemoryBlock? _validityBlock;
    private byte* _validity;
    private int _validityCapacity;

    private protected ColumnBuilder(ColumnSchema column, BatchBuilder batch, BatchMemory memory) => (Column, _batch, Memory) = (column, batch, memory);

    /// <summary>Name and type.</summary>
    public ColumnSchema Column { get; }

    /// <summary>Values appended since the last batch.</summary>
    public int Length { get; private protected set; }

    /// <summary>How many of them are NULL.</summary>
    public int NullCount { get; private set; }

    /// <summary>Appends NULL.</summary>
    public void AppendNull()
    {
        AppendDefault();
        MarkNull(Length - 1);
    }

    /// <summary>Appends a value from its text: the form in which <see cref="ValueText"/> writes the type, or the bytes themselves for text and binary.</summary>
    /// <param name="utf8">The text.</param>
    /// <exception cref="QuarryException">The text is no value of the type, or does not fit it exactly.</exception>
    public abstract void AppendText(ReadOnlySpan<byte> utf8);

    /// <summary>Appends a value from UTF-16 text, as <see cref="AppendText"/> does.</summary>
    /// <param name="utf16">The text.</param>
    /// <exception cref="QuarryException">It holds a lone surrogate, or is no value of the type.</exception>
    public virtual void AppendUtf16(ReadOnlySpan<char> utf16)
    {
        int max = Encoding.UTF8.GetMaxByteCount(utf16.Length);
        byte[]? rented = max > 512 ? ArrayPool<byte>.Shared.Rent(max) : null;
        Span<byte> buffer = rented ?? stackalloc byte[512];
        try
        {
            AppendText(buffer[..Transcode(utf16, buffer)]);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The builder of the rows that this one holds elements of, so that errors name the row.</summary>
    internal ColumnBuilder? Parent { private get; init; }

    internal static ColumnBuilder Create(ColumnSchema column, BatchBuilder batch, BatchMemory memory, ColumnBuilder? parent) => column.Type.Kind switch
    {
        TypeKind.Boolean => new BooleanColumnBuilder(column, batch, memory) { Parent = parent },
        TypeKind.Int8 => new FixedColumnBuilder<sbyte>(column, batch, memory) { Parent = parent },
        TypeKind.Int16 => new FixedColumnBuilder<short>(column, batch, memory) { Parent = parent },
        TypeKind.Int32 or TypeKind.Date32 => new FixedColumnBuilder<int>(column, batch, memory) { Parent = parent },
        TypeKind.Int64 or TypeKind.Time64 => new FixedColumnBuilder<long>(column, batch, memory) { Parent = parent },
        TypeKind.UInt8 => new FixedColumnBuilder<byte>(column, batch, memory) { Parent = parent },
        TypeKind.UInt16 => new FixedColumnBuilder<ushort>(column, batch, memory) { Parent = parent },
        TypeKind.UInt32 => new FixedColumnBuilder<uint>(column, batch, memory) { Parent = parent },
        TypeKind.UInt64 => new FixedColumnBuilder<ulong>(column, batch, memory) { Parent = parent },
        TypeKind.Float32 => new FixedColumnBuilder<float>(column, batch, memory) { Parent = parent },
        TypeKind.Float64 => new FixedColumnBuilder<double>(column, batch, memory) { Parent = parent },
        TypeKind.Interval => new FixedColumnBuilder<Interval>(column, batch, memory) { Parent = parent },
        TypeKind.Timestamp => new TimestampColumnBuilder(column, batch, memory) { Parent = parent },
        TypeKind.Decimal128 => new Decimal128ColumnBuilder(column, batch, memory) { Parent = parent },
        TypeKind.Decimal256 => new Decimal256ColumnBuilder(column, batch, memory) { Parent = parent },
        TypeKind.Uuid or TypeKind.FixedBinary => new FixedBinaryColumnBuilder(column, batch, memory) { Parent = parent },
        TypeKind.List => new ListColumnBuilder(column, batch, memory) { Parent = parent },
        TypeKind.TimestampOffset => new TimestampOffsetColumnBuilder(column, batch, memory) { Parent = parent },
        _ => new VariableColumnBuilder(column, batch, memory) { Parent = parent },
    };

    /// <summary>Checks what is cheaper to check per batch than per value.</summary>
    internal virtual void Validate()
    {
    }

    /// <summary>Hands the buffers over and starts anew.</summary>
    internal abstract ColumnData Detach();

    private protected abstract void AppendDefault();

    /// <summary>The row of the whole result that a value of this batch has, from 1.</summary>
    private protected long RowNumber(int index) => Parent is null ? _batch.RowsBefore + index + 1 : Parent.RowNumber(Parent.Length);

    private protected QuarryException Bad(ParseStatus status, ReadOnlySpan<byte> text) => Throw.BadValue(Column, RowNumber(Length), status, text);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void CountVariableBytes(long count) => _batch.VariableBytes += count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void MarkValid(int index)
    {
        if (_validity != null)
        {
            SetBit(index);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void MarkValid(int index, int count)
    {
        if (_validity != null)
        {
            for (int i = 0; i < count; i++)
            {
                SetBit(index + i);
            }
        }
    }

    private protected (MemoryBlock? Block, int NullCount, int Length) DetachValidity()
    {
        (MemoryBlock? block, int nulls, int length) = (_validityBlock, NullCount, Length);
        _validity = null;
        (_validityBlock, _validityCapacity, NullCount, Length) = (null, 0, 0, 0);
        return (block, nulls, length);
    }

    private protected int Transcode(ReadOnlySpan<char> utf16, Span<byte> buffer)
    {
        OperationStatus status = System.Text.Unicode.Utf8.FromUtf16(utf16, buffer, out _, out int written, replaceInvalidSequences: false);
        return status == OperationStatus.Done ? written : throw Throw.BadUtf16(Column, RowNumber(Length));
    }

    private protected virtual void Dispose(bool disposing)
    {
        DetachValidity().Block?.Release();
    }

    private void MarkNull(int index)
    {
        if (_validity == null)
        {
            GrowValidity(index + 1);
        }
        else
        {
            _validity[index >> 3] &= (byte)~(1 << (index & 7));
        }

        NullCount++;
    }

    private void SetBit(int index)
    {
        if (index >= _validityCapacity)
        {
            GrowValidity(index + 1);
        }

        _validity[index >> 3] |= (byte)(1 << (index & 7));
    }

    // Bits are zero until set; the first NULL of a batch sets those of all rows before it.
    private void GrowValidity(int rows)
    {
        MemoryBlock block = Memory.Rent(Math.Max(rows * 2L, 512) / 8);
        var bits = new Span<byte>((byte*)block.Address, (int)block.Length);
        bits.Clear();
        if (_validityBlock is null)
        {
            bits[..((rows - 1) / 8)].Fill(0xFF);
            bits[(rows - 1) / 8] = (byte)((1 << ((rows - 1) & 7)) - 1);
        }
        else
        {
            new ReadOnlySpan<byte>(_validity, _validityCapacity / 8).CopyTo(bits);
            _validityBlock.Release();
        }

        _validityBlock = block;
        _validity = (byte*)block.Address;
        _validityCapacity = (int)Math.Min(block.Length * 8, int.MaxValue);
    }
}
