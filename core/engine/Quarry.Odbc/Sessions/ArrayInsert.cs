using System.Globalization;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;
using Quarry.Odbc.Parameters;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Sessions;

/// <summary>Executes one prepared statement for many rows of values: in arrays where the driver has them, else by statements of several rows where the database
/// has those, else row by row. On the session's thread only.</summary>
internal sealed unsafe class ArrayInsert : IDisposable
{
    /// <summary>Where an error keeps the index of the row that failed.</summary>
    public const string RowKey = "quarry.row";

    private const int MostRows = 1000;

    private readonly StatementHandle _statement;
    private readonly OdbcFacts _facts;
    private readonly OdbcSettings _settings;
    private readonly RunningCall _call;
    private readonly ParameterColumn[] _columns;
    private readonly MemoryBlock _state;
    private readonly int _arrayRows;
    private readonly SeveralRows? _insert;
    private StatementHandle? _several;
    private int _severalRows;

    /// <param name="statement">Prepared; it stays the caller's.</param>
    /// <param name="types">The parameters' types.</param>
    /// <param name="facts">What the driver says of itself.</param>
    /// <param name="settings">How the driver takes values.</param>
    /// <param name="memory">Memory for values and their status.</param>
    /// <param name="call">What cancels it.</param>
    /// <param name="insert">The statement's form for several rows, or null.</param>
    public ArrayInsert(
        StatementHandle statement, IReadOnlyList<LogicalType> types, OdbcFacts facts, OdbcSettings settings, BatchMemory memory, RunningCall call, SeveralRows? insert)
    {
        (_statement, _facts, _settings, _call, _insert) = (statement, facts, settings, call, insert);
        _columns = [.. types.Select((type, index) => new ParameterColumn(index + 1, type, settings, memory))];
        _state = memory.Rent(sizeof(nint) + (MostRows * sizeof(ushort)));
        bool prefersRows = settings.WritesSeveralRows && insert is { Most: > 1 };
        _arrayRows = settings.ParameterArrays && !prefersRows && TrySetArray(MostRows) ? MostRows : 1;
        MostPerStatement = _arrayRows > 1 ? 1 : Math.Min(insert?.Most ?? 1, MostRows);
    }

    // What each row changed, as far as the driver tells; kept for batches, whose statements are few.
    private readonly List<long> _affected = [];

    /// <summary>Rows that were executed and, as far as the driver counts, changed.</summary>
    public long Affected { get; private set; }

    /// <summary>False once the driver did not say how many rows it changed.</summary>
    public bool Counts { get; private set; } = true;

    /// <summary>What a row changed, or −1 if the driver does not tell.</summary>
    public long AffectedBy(int row) => row < _affected.Count ? _affected[row] : -1;

    private int MostPerStatement { get; }

    private nint* Processed => (nint*)_state.Address;

    private ushort* Status => (ushort*)(Processed + 1);

    /// <summary>Executes for all rows of a batch.</summary>
    /// <param name="batch">The values, in the order of the markers.</param>
    /// <param name="rowsBefore">Rows before, for errors.</param>
    public void Write(ColumnBatch batch, long rowsBefore)
    {
        int from = 0;
        while (from < batch.Rows)
        {
            _call.ThrowIfRequested();
            int count = RowsThatFit(batch, from);
            Execute(batch, from, count, rowsBefore);
            from += count;
        }
    }

    public void Dispose()
    {
        // The driver must know these no more before they go.
        if (_arrayRows > 1)
        {
            _ = OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrParameterSetSize, 1, 0);
            _ = OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrParametersProcessed, 0, 0);
            _ = OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrParameterStatus, 0, 0);
        }

        _ = OdbcApi.SQLFreeStmt(_statement, Sql.ResetParameters);
        _several?.Dispose();
        foreach (ParameterColumn column in _columns)
        {
            column.Dispose();
        }

        _state.Release();
    }

    private bool TrySetArray(int rows)
    {
        bool set = OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrParameterSetSize, rows, 0) == Sql.Success
            && OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrParametersProcessed, (nint)Processed, 0) == Sql.Success
            && OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrParameterStatus, (nint)Status, 0) == Sql.Success;
        if (!set)
        {
            _ = OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrParameterSetSize, 1, 0);
        }

        return set;
    }

    // An array has the room of its longest text for each row: a few long ones make it short.
    private int RowsThatFit(ColumnBatch batch, int from)
    {
        int count = Math.Min(Math.Max(_arrayRows, MostPerStatement), batch.Rows - from);
        while (count > 1 && RowBytes(batch, from, count) * count > _settings.BlockBytes * 2L)
        {
            count /= 2;
        }

        return count;
    }

    private long RowBytes(ColumnBatch batch, int from, int count)
    {
        long bytes = 0;
        for (int i = 0; i < _columns.Length; i++)
        {
            bytes += _columns[i].RoomOf(batch.Columns[i], from, count);
        }

        return bytes;
    }

    private void Execute(ColumnBatch batch, int from, int count, long rowsBefore)
    {
        if (_arrayRows > 1)
        {
            Statements.Set(_statement, Sql.AttrParameterSetSize, count);
            *Processed = -1;
            new Span<ushort>(Status, count).Fill(Sql.ParameterUnused);
        }

        bool several = _arrayRows == 1 && count > 1;
        if (several && _insert!.Point is { } point)
        {
            Run(point.Set);
        }

        StatementHandle statement = several ? Several(count) : _statement;
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i].Bind(statement, batch.Columns[i], from, count, several ? _columns.Length : 0);
        }

        short result = several ? _call.Run(statement, () => OdbcApi.SQLExecute(statement)) : OdbcApi.SQLExecute(statement);
        QuarryException? failure = result is Sql.Success or Sql.SuccessWithInfo or Sql.NoData ? null : OdbcErrors.Of(statement, result);
        int refused = several ? -1 : FirstRefused(count, failure is not null);
        if (failure is null && result == Sql.SuccessWithInfo && refused >= 0)
        {
            failure = OdbcErrors.Of(statement, result);
        }

        if (failure is not null)
        {
            if (several && CanGoBack(failure))
            {
                // One by one, of which the one that is refused tells its own row.
                for (int row = 0; row < count; row++)
                {
                    Execute(batch, from + row, 1, rowsBefore);
                }

                return;
            }

            if (failure.Kind != ErrorKind.Transport)
            {
                long row = rowsBefore + from + Math.Max(0, refused);
                failure = OdbcErrors.RowRefused(row + 1, refused < 0 ? count : 1, failure);
                failure.Data[RowKey] = row.ToString(CultureInfo.InvariantCulture);
            }

            throw failure;
        }

        Count(statement, several ? 1 : count);
        _ = OdbcApi.SQLFreeStmt(statement, Sql.CloseCursor);
        if (several && _insert!.Point?.Forget is { } forget)
        {
            Run(forget);
        }
    }

    private bool CanGoBack(QuarryException failure)
    {
        if (_insert!.Point is not { } point || failure.Kind == ErrorKind.Transport || _call.Requested)
        {
            return false;
        }

        try
        {
            Run(point.Back);
            return true;
        }
        catch (QuarryException)
        {
            // The server has ended the transaction; what failed before says why.
            return false;
        }
    }

    private void Run(string sql)
    {
        using StatementHandle statement = _insert!.Create();
        _call.Run(statement, () => Statements.ExecuteDirect(statement, sql));
    }

    /// <summary>A statement for so many rows; the last one is kept, since all but the last of a batch have the same number.</summary>
    private StatementHandle Several(int rows)
    {
        if (_several is { } kept && _severalRows == rows)
        {
            return kept;
        }

        _several?.Dispose();
        _several = null;
        StatementHandle statement = _insert!.Create();
        try
        {
            _call.Run(statement, () =>
            {
                Statements.Prepare(statement, _insert.TextOf(rows));
                return true;
            });
        }
        catch
        {
            statement.Dispose();
            throw;
        }

        (_several, _severalRows) = (statement, rows);
        return statement;
    }

    /// <summary>The first row of the array that the driver marks as failed, or −1 if it marks none.</summary>
    private int FirstRefused(int count, bool failed)
    {
        if (_arrayRows == 1)
        {
            return failed ? 0 : -1;
        }

        for (int i = 0; i < count; i++)
        {
            if (Status[i] == Sql.ParameterError)
            {
                return i;
            }
        }

        return -1;
    }

    private void Note(int rows, long count)
    {
        if ((_facts.CountsEachRow || rows == 1) && _affected.Count < MostRows)
        {
            _affected.Add(count);
        }
    }

    private void Count(StatementHandle statement, int rows)
    {
        long affected = 0;
        int counted = 0;
        short result = Sql.Success;
        while (result is Sql.Success or Sql.SuccessWithInfo)
        {
            if (OdbcApi.SQLRowCount(statement, out nint count) is Sql.Success or Sql.SuccessWithInfo && count >= 0)
            {
                affected += count;
                counted++;
                Note(rows, count);
            }

            // One count for each row, or one for all.
            result = _facts.CountsEachRow && rows > 1 ? OdbcApi.SQLMoreResults(statement) : Sql.NoData;
        }

        Affected += affected;
        if (counted != rows)
        {
            _affected.Clear();
        }

        Counts &= counted == (_facts.CountsEachRow ? rows : 1);
    }
}
