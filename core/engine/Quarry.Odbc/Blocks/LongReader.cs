using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Blocks;

/// <summary>Reads values by SQLGetData, piece by piece, however long they are. On the session's thread only.</summary>
internal sealed unsafe class LongReader(StatementHandle statement, ColumnPlan[] columns)
{
    private readonly int[] _variable = [.. Enumerable.Range(0, columns.Length).Where(i => columns[i].IsVariable)];

    private const int FirstPiece = 16 << 10;
    // A length beyond this is not believed before the value is there.
    private const int LargestFirst = 64 << 20;
    private const int SmallestPiece = 256;

    /// <summary>Reads the columns that are not bound, in order. The block has one row.</summary>
    public void ReadUnbound(Block block, int first)
    {
        for (int column = first; column < columns.Length; column++)
        {
            ColumnPlan plan = columns[column];
            nint* indicator = block.Indicators(column);
            short result = OdbcApi.SQLGetData(statement, plan.Column.Number, plan.CType, block.Values(column), plan.Room, indicator);
            Statements.Check(statement, result);
            if (plan.IsVariable && *indicator is >= 0 or Sql.NoTotal && (result == Sql.SuccessWithInfo || !Fits(*indicator, plan)))
            {
                ReadOn(block, column, row: 0, plan, plan.Room);
            }
        }
    }

    /// <summary>Reads what did not fit its room in a bound column once more, from its beginning.</summary>
    public void ReadTruncated(Block block, int bound, bool byPosition)
    {
        foreach (int column in _variable)
        {
            ColumnPlan plan = columns[column];
            if (column >= bound)
            {
                break;
            }

            nint* indicators = block.Indicators(column);
            int room = plan.Room - plan.Terminator;
            for (int row = 0; row < block.Rows; row++)
            {
                // NULL and impossible lengths are negative as well, and none of them is read again.
                if (indicators[row] > room || indicators[row] == Sql.NoTotal)
                {
                    if (byPosition)
                    {
                        Statements.Check(statement, OdbcApi.SQLSetPos(statement, (nuint)row + 1, Sql.Position, Sql.LockNoChange));
                    }

                    ReadOn(block, column, row, plan, first: 0);
                }
            }
        }
    }

    private static bool Fits(nint indicator, ColumnPlan plan) => indicator >= Sql.NullData && indicator <= plan.Room - plan.Terminator;

    /// <summary>Reads a value to its end.</summary>
    /// <remarks>What a piece brought is told by what the next call says is left: drivers end pieces before a character that does not fit, and elsewhere.</remarks>
    private void ReadOn(Block block, int column, int row, ColumnPlan plan, int first)
    {
        nint left = block.Indicators(column)[row];
        MemoryBlock memory = block.LongValues.Rent(first + (left is > 0 and < LargestFirst ? left + plan.Terminator + FirstPiece : FirstPiece));
        try
        {
            // The bytes that the value has for sure, and the room of the piece that lies behind them.
            int length = 0;
            int piece = first;
            int most = int.MaxValue;
            new ReadOnlySpan<byte>(block.Values(column) + ((long)row * plan.Room), first).CopyTo(memory.Span(0, first));
            while (true)
            {
                if (memory.Length - length - piece < FirstPiece / 4)
                {
                    memory = Grow(block, memory, length + piece);
                }

                int at = length + piece;
                int room = (int)Math.Min(memory.Length - at, most);
                nint before = left;
                short result = OdbcApi.SQLGetData(statement, plan.Column.Number, plan.CType, (byte*)memory.Address + at, room, &left);
                if (result == Sql.NoData)
                {
                    length += piece > 0 ? Taken(before, 0, piece, plan) : throw OdbcErrors.Truncated(plan.Column.Schema, block.RowsBefore + row + 1, plan.Room, before);
                    break;
                }

                Statements.Check(statement, result);
                if (piece > 0 && left is >= 0 or Sql.NoTotal)
                {
                    int taken = Taken(before, left, piece, plan);
                    most = taken < piece - plan.Terminator ? Math.Min(most, Math.Max(taken + plan.Terminator, SmallestPiece) & ~1) : most;
                    length = taken > 0 ? length + taken : throw OdbcErrors.BadIndicator(plan.Column.Schema, block.RowsBefore + row + 1, left);
                    memory.Span(at, room).CopyTo(memory.Span(length, room));
                }

                // The same value was neither NULL nor this a moment ago: this is another row's (a driver that ignores the position).
                if (left < 0 && left != Sql.NoTotal)
                {
                    throw OdbcErrors.BadIndicator(plan.Column.Schema, block.RowsBefore + row + 1, left);
                }

                if (result == Sql.Success && left != Sql.NoTotal && left <= room - plan.Terminator)
                {
                    length += (int)left;
                    break;
                }

                piece = left == Sql.NoTotal ? room : (int)Math.Min(room, left + plan.Terminator);
            }

            block.LongValues.Add(column, row, memory, length);
            // Marks the value as one that lies elsewhere, whatever the driver wrote.
            block.Indicators(column)[row] = nint.MaxValue;
        }
        catch
        {
            memory.Release();
            throw;
        }
    }

    // Without totals a piece is taken as full; one of UTF-16 holds whole units.
    private static int Taken(nint before, nint left, int piece, ColumnPlan plan)
        => before >= 0 && left >= 0 ? (int)Math.Clamp(before - left, 0, piece) : plan.CType == Sql.CWChar ? piece - plan.Terminator & ~1 : piece - plan.Terminator;

    private static MemoryBlock Grow(Block block, MemoryBlock memory, int length)
    {
        if (memory.Length > int.MaxValue / 2)
        {
            throw new QuarryException(ErrorKind.Resource, ErrorCodes.TypeNotReadable, "A value has more than 1 GiB. Read it in parts, by substring.");
        }

        MemoryBlock larger = block.LongValues.Rent(memory.Length * 2);
        memory.Span(0, length).CopyTo(larger.Span(0, length));
        memory.Release();
        return larger;
    }
}
