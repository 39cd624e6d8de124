using System.Text;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Blocks;

/// <summary>Tells a timestamp from the infinity for which a driver writes the same text: read as a number, infinity is one. On the session's thread only.</summary>
/// <remarks>psqlODBC writes <c>9999-12-31 23:59:59</c> for infinity, which is a timestamp that people use.</remarks>
internal sealed unsafe class InfinityCheck(StatementHandle statement, ColumnPlan[] columns, string text)
{
    private readonly byte[] _text = Encoding.ASCII.GetBytes(text);
    private readonly int[] _suspects = [.. Enumerable.Range(0, columns.Length).Where(i => columns[i].CType == Sql.CChar && columns[i].Column.Schema.Type.Kind == TypeKind.Timestamp)];

    /// <summary>Looks at the rows of a block.</summary>
    /// <exception cref="QuarryException">A value is infinity, which no column of timestamps holds (Server).</exception>
    public void Check(Block block, bool byPosition)
    {
        foreach (int column in _suspects)
        {
            nint* indicators = block.Indicators(column);
            byte* values = block.Values(column);
            for (int row = 0; row < block.Rows; row++)
            {
                if (indicators[row] == _text.Length && new ReadOnlySpan<byte>(values + ((long)row * columns[column].Room), _text.Length).SequenceEqual(_text))
                {
                    Ask(block, column, row, byPosition);
                }
            }
        }
    }

    private void Ask(Block block, int column, int row, bool byPosition)
    {
        if (byPosition)
        {
            Statements.Check(statement, OdbcApi.SQLSetPos(statement, (nuint)row + 1, Sql.Position, Sql.LockNoChange));
        }

        double number;
        nint indicator;
        Statements.Check(statement, OdbcApi.SQLGetData(statement, columns[column].Column.Number, Sql.CDouble, &number, sizeof(double), &indicator));
        if (double.IsInfinity(number))
        {
            throw OdbcErrors.ValueRange(columns[column].Column.Schema, block.RowsBefore + row + 1, "infinity");
        }
    }
}
