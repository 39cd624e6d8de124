using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Quarry.Contracts;
using Quarry.Odbc.Blocks;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Conversion;

/// <summary>One column of a block while it is converted.</summary>
internal readonly unsafe ref struct BlockColumn(Block block, ColumnPlan plan, int index)
{
    public readonly byte* Values = block.Values(index);
    public readonly nint* Indicators = block.Indicators(index);
    public readonly int Room = plan.Room;

    public ColumnSchema Schema => plan.Column.Schema;

    /// <summary>True if no row of a range is NULL or has an indicator that needs a look.</summary>
    public bool AllPlain(int from, int count)
    {
        var indicators = new ReadOnlySpan<nint>(Indicators + from, count);
        Vector<nint> signs = Vector<nint>.Zero;
        int vectors = count - (count % Vector<nint>.Count);
        for (int i = 0; i < vectors; i += Vector<nint>.Count)
        {
            signs |= new Vector<nint>(indicators[i..]);
        }

        nint any = 0;
        for (int i = vectors; i < count; i++)
        {
            any |= indicators[i];
        }

        return any >= 0 && Vector.GreaterThanOrEqualAll(signs, Vector<nint>.Zero);
    }

    /// <summary>Values of one width, side by side.</summary>
    public ReadOnlySpan<T> Fixed<T>(int from, int count)
        where T : unmanaged
        => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef<T>((T*)Values + from), count);

    /// <summary>True if a row is NULL.</summary>
    /// <exception cref="QuarryException">The driver wrote a length that cannot be.</exception>
    public bool IsNull(int row)
    {
        nint indicator = Indicators[row];
        return indicator < 0 && (indicator == Sql.NullData || (indicator == Sql.NoTotal ? false : throw Bad(row)));
    }

    /// <summary>The bytes of a row that is not NULL, without their end.</summary>
    /// <exception cref="QuarryException">The value did not fit, and could not be read again.</exception>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        nint indicator = Indicators[row];
        int room = Room - plan.Terminator;
        if ((nuint)indicator <= (nuint)room)
        {
            return new(Values + ((long)row * Room), (int)indicator);
        }

        return block.LongValues.Has(index, row) ? block.LongValues[index, row]
            : indicator is Sql.NoTotal or >= 0 ? throw OdbcErrors.Truncated(Schema, RowNumber(row), room, indicator)
            : throw Bad(row);
    }

    public QuarryException OutOfRange(int row, string value) => OdbcErrors.ValueRange(Schema, RowNumber(row), value);

    private QuarryException Bad(int row) => OdbcErrors.BadIndicator(Schema, RowNumber(row), Indicators[row]);

    private long RowNumber(int row) => block.RowsBefore + row + 1;
}
