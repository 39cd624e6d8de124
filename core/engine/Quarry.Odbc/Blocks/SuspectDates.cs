using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Conversion;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Blocks;

/// <summary>Finds dates that a driver made up, by reading once more, in another form, what may be one. On the session's thread only.</summary>
/// <remarks>
/// psqlODBC fills what it cannot hold with today's date: an infinite date and one beyond year 9999 has at least today's month and day, a timestamp beyond is today at
/// midnight, and an infinite one is 9999-12-31 23:59:59. As text the first have a month of 0, and as a number infinity is one. One row in 365 is asked twice.
/// </remarks>
internal sealed unsafe class SuspectDates(StatementHandle statement, ColumnPlan[] columns)
{
    private readonly int[] _dates = [.. Enumerable.Range(0, columns.Length).Where(i => columns[i].CType == Sql.CDate)];
    private readonly int[] _timestamps = [.. Enumerable.Range(0, columns.Length).Where(i => columns[i].CType == Sql.CTimestamp)];
    private DateTime _before;

    private static DateTime Today => TimeProvider.System.GetLocalNow().Date;

    /// <summary>Notes the day before the driver fetches.</summary>
    public void Begin() => _before = _dates.Length + _timestamps.Length > 0 ? Today : default;

    /// <summary>Looks at the rows that were fetched.</summary>
    /// <exception cref="QuarryException">The database's value is none that the column holds (Server).</exception>
    public void Check(Block block, bool byPosition)
    {
        if (_dates.Length + _timestamps.Length == 0)
        {
            return;
        }

        DateTime after = Today;
        foreach (int column in _dates)
        {
            var values = new ReadOnlySpan<DateConverter.Date>(block.Values(column), block.Rows);
            for (int row = 0; row < values.Length; row++)
            {
                ref readonly DateConverter.Date value = ref values[row];
                if ((IsDay(value.Month, value.Day, _before) || IsDay(value.Month, value.Day, after)) && block.Indicators(column)[row] >= 0)
                {
                    AsText(block, column, row, byPosition, string.Create(CultureInfo.InvariantCulture, $"{value.Year:0000}-{value.Month:00}-{value.Day:00}"));
                }
            }
        }

        foreach (int column in _timestamps)
        {
            var values = new ReadOnlySpan<TimestampConverter.Timestamp>(block.Values(column), block.Rows);
            for (int row = 0; row < values.Length; row++)
            {
                ref readonly TimestampConverter.Timestamp value = ref values[row];
                bool midnight = (value.Hour | value.Minute | value.Second) == 0 && value.Fraction == 0;
                bool isLast = value is { Year: 9999, Month: 12, Day: 31, Hour: 23, Minute: 59, Second: 59 };
                bool isToday = midnight && (IsDay(value.Month, value.Day, _before) || IsDay(value.Month, value.Day, after));
                if ((isLast || isToday) && block.Indicators(column)[row] >= 0)
                {
                    if (isLast)
                    {
                        AsNumber(block, column, row, byPosition);
                    }
                    else
                    {
                        AsText(block, column, row, byPosition, string.Create(CultureInfo.InvariantCulture, $"{value.Year:0000}-{value.Month:00}-{value.Day:00} 00:00:00"));
                    }
                }
            }
        }
    }

    private static bool IsDay(ushort month, ushort day, DateTime date) => month == date.Month && day == date.Day;

    private void AsText(Block block, int column, int row, bool byPosition, string expected)
    {
        const int Room = 64;
        byte* text = stackalloc byte[Room];
        nint length = Again(block, column, row, byPosition, Sql.CChar, text, Room);
        string found = length is >= 0 and < Room ? Encoding.ASCII.GetString(text, (int)length) : "";
        if (!found.StartsWith(expected, StringComparison.Ordinal))
        {
            throw OdbcErrors.ValueRange(columns[column].Column.Schema, block.RowsBefore + row + 1, $"a value of which the driver says only '{found}'");
        }
    }

    private void AsNumber(Block block, int column, int row, bool byPosition)
    {
        double number;
        Again(block, column, row, byPosition, Sql.CDouble, &number, sizeof(double));
        if (double.IsInfinity(number))
        {
            throw OdbcErrors.ValueRange(columns[column].Column.Schema, block.RowsBefore + row + 1, "infinity");
        }
    }

    private nint Again(Block block, int column, int row, bool byPosition, short type, void* buffer, int room)
    {
        if (byPosition)
        {
            Statements.Check(statement, OdbcApi.SQLSetPos(statement, (nuint)row + 1, Sql.Position, Sql.LockNoChange));
        }

        nint indicator;
        Statements.Check(statement, OdbcApi.SQLGetData(statement, columns[column].Column.Number, type, buffer, room, &indicator));
        return indicator;
    }
}
