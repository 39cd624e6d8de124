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

    /// <summary>Reads the columns that are not bound, in order. The block has one row.</summary>
    public void ReadUnbound(Block block, int first)
    {
        for (int column = first; column < columns.Length; column++)
        {
            ColumnPlan plan = columns[column];
            nint* indicator = block.Indicators(column);
            short result = OdbcApi.SQLGetData(statement, plan.Column.Number, plan.CType, block.Values(column), plan.Room, indicator);
            Statements.Check(statement, result);
            if (result == Sql.SuccessWithInfo && plan.IsVariable && !Fits(*indicator, plan))
            {
                ReadOn(block, column, row: 0, plan, done: plan.Room - plan.Terminator);
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

                    ReadOn(block, column, row, plan, done: 0);
                }
            }
        }
    }

    private static bool Fits(nint indicator, ColumnPlan plan) => indicator >= Sql.NullData && indicator <= plan.Room - plan.Terminator;

    /// <summary>Reads a value to its end, behind what stands in the block of it.</summary>
    private void ReadOn(Block block, int column, int row, ColumnPlan plan, int done)
    {
        nint known = block.Indicators(column)[row];
        MemoryBlock memory = block.LongValues.Rent(known > 0 ? known + plan.Terminator + 64 : FirstPiece);
        try
        {
            int length = done;
            new ReadOnlySpan<byte>(block.Values(column) + ((long)row * plan.Room), done).CopyTo(memory.Span(0, (int)memory.Length));
            while (true)
            {
                if (memory.Length - length < FirstPiece / 4)
                {
                    memory = Grow(block, memory, length);
                }

                nint left;
                int room = (int)Math.Min(memory.Length, int.MaxValue) - length;
                short result = OdbcApi.SQLGetData(statement, plan.Column.Number, plan.CType, (byte*)memory.Address + length, room, &left);
                if (result == Sql.NoData)
                {
                    break;
                }

                Statements.Check(statement, result);
                if (left == Sql.NullData)
                {
                    // The same value was not NULL a moment ago: this is another row's (a driver that ignores the position).
                    throw OdbcErrors.BadIndicator(plan.Column.Schema, block.RowsBefore + row + 1, left);
                }

                bool more = left == Sql.NoTotal || left > room - plan.Terminator;
                if (!more && left < 0)
                {
                    throw OdbcErrors.BadIndicator(plan.Column.Schema, block.RowsBefore + row + 1, left);
                }

                length += more ? Whole(room - plan.Terminator, plan) : (int)left;
                if (!more)
                {
                    break;
                }
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

    // A piece of UTF-16 holds whole units.
    private static int Whole(int bytes, ColumnPlan plan) => plan.CType == Sql.CWChar ? bytes & ~1 : bytes;

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
