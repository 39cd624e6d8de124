using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;
using Quarry.Odbc.Sessions;

namespace Quarry.Odbc.Blocks;

/// <summary>Fetches the rows of a statement into blocks. On the session's thread only.</summary>
/// <remarks>
/// Columns are bound; a value that does not fit its room is read again where that is known to be right: by position within a block, or, in blocks of one row, by
/// SQLGetData. Where a driver gives data of columns behind the last bound one only, the columns from the first long one on are not bound at all.
/// </remarks>
internal sealed unsafe class Fetcher : IDisposable
{
    // A result with long values starts small, since nobody knows how long they are.
    private const int FirstLongRows = 64;
    // Whole rows beyond this are few enough that a block of them costs no more than their conversion.
    private const int FirstRows = 1024;

    private readonly StatementHandle _statement;
    private readonly ColumnPlan[] _columns;
    private readonly OdbcSettings _settings;
    private readonly LongReader _long;
    private readonly SuspectDates? _suspects;
    private readonly int _bound;
    private readonly bool _hasLong;
    private readonly nint* _fetched;
    private readonly RunningCall _call;
    private readonly Block? _row;
    private ExceptionDispatchInfo? _failure;
    private ushort* _status;
    private Block? _boundBlock;
    private int _arrayRows;

    public Fetcher(StatementHandle statement, ColumnPlan[] columns, OdbcFacts facts, OdbcSettings settings, int batchRows, BatchMemory memory, RunningCall call)
    {
        (_statement, _columns, _settings, _call) = (statement, columns, settings, call);
        _hasLong = Array.Exists(columns, column => column.IsLong);
        bool byPosition = settings.ReadsLongByPosition && facts.SetPos && (facts.GetDataExtensions & Sql.GetDataBlock) != 0 && (facts.GetDataExtensions & Sql.GetDataBound) != 0;
        bool rowByRow = settings.ArrayRows == 1 || (_hasLong && !byPosition);
        bool anyBound = (facts.GetDataExtensions & Sql.GetDataBound) != 0;
        bool anyColumn = (facts.GetDataExtensions & Sql.GetDataAnyColumn) != 0;
        int firstLong = Array.FindIndex(columns, column => column.IsLong);
        _bound = !rowByRow || !_hasLong || (anyBound && anyColumn) ? columns.Length : firstLong;
        _long = new(statement, columns);
        _suspects = settings.MakesDatesUp ? new(statement, columns) : null;
        CanReadAgain = byPosition || (rowByRow && anyBound);
        long rowBytes = Math.Max(1, Block.RowBytes(columns));
        Capacity = (int)Math.Clamp(settings.BlockBytes / rowBytes, 1, Math.Min(rowByRow ? int.MaxValue : settings.ArrayRows, Math.Max(1, batchRows)));
        MaxRows = rowByRow ? 1 : Capacity;
        _fetched = (nint*)NativeMemory.AllocZeroed(1, (nuint)sizeof(nint));
        try
        {
            SetArrayRows(Math.Min(MaxRows, _hasLong ? FirstLongRows : FirstRows));
            SetStatus();
            Statements.Set(statement, Sql.AttrRowsFetched, (nint)_fetched);
            _row = MaxRows == 1 ? new(columns, 1, memory) : null;
        }
        catch
        {
            Unbind();
            Dispose();
            throw;
        }
    }

    /// <summary>Rows that a block has to have room for.</summary>
    public int Capacity { get; }

    private bool CanReadAgain { get; }

    private int MaxRows { get; set; }

    /// <summary>Fetches the next rows.</summary>
    /// <param name="block">Where to.</param>
    /// <param name="rowsBefore">Rows of the result before, for errors.</param>
    /// <returns>False at the end.</returns>
    public bool Fetch(Block block, long rowsBefore)
    {
        if (_row is null)
        {
            return FetchArray(block, rowsBefore);
        }

        _failure?.Throw();
        block.Reset(rowsBefore);
        try
        {
            while (block.Rows < Capacity && block.LongValues.Bytes < _settings.BlockBytes && FetchArray(_row, rowsBefore + block.Rows))
            {
                block.Take(_row);
                _call.ThrowIfRequested();
            }
        }
        catch (QuarryException error) when (block.Rows > 0)
        {
            // The rows before are good; the error comes with the next.
            _failure = ExceptionDispatchInfo.Capture(error);
        }

        return block.Rows > 0;
    }

    private bool FetchArray(Block block, long rowsBefore)
    {
        block.Reset(rowsBefore);
        Bind(block);
        *_fetched = -1;
        new Span<ushort>(_status, _status is null ? 0 : _arrayRows).Clear();
        _suspects?.Begin();
        short result = OdbcApi.SQLFetch(_statement);
        if (result == Sql.NoData)
        {
            return false;
        }

        if (result is not (Sql.Success or Sql.SuccessWithInfo))
        {
            throw OdbcErrors.Of(_statement, result);
        }

        // A driver that does not count has fetched what it was asked for.
        nint fetched = *_fetched < 0 ? _arrayRows : *_fetched;
        block.Rows = (int)Math.Min(fetched, _arrayRows);
        if (result == Sql.SuccessWithInfo)
        {
            CheckStatus(block);
        }

        if (_bound < _columns.Length)
        {
            _long.ReadUnbound(block, _bound);
        }

        if (CanReadAgain)
        {
            _long.ReadTruncated(block, _bound, byPosition: _row is null);
        }

        _suspects?.Check(block, byPosition: _row is null);
        Adapt(block);
        return block.Rows > 0;
    }

    /// <summary>Takes the memory from the statement, which would write there in its next execution.</summary>
    public void Unbind()
    {
        _ = OdbcApi.SQLFreeStmt(_statement, Sql.Unbind);
        _ = OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrRowStatus, 0, 0);
        _ = OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrRowsFetched, 0, 0);
        _boundBlock = null;
    }

    public void Dispose()
    {
        _row?.Dispose();
        NativeMemory.Free(_fetched);
        NativeMemory.Free(_status);
        _status = null;
    }

    // The array grows to what the memory allows, and shrinks where long values need that memory.
    private void Adapt(Block block)
    {
        if (_row is not null)
        {
            return;
        }

        long held = block.LongValues.Bytes;
        int wanted = held > _settings.BlockBytes
            ? (int)Math.Clamp(_settings.BlockBytes / Math.Max(1, held / Math.Max(1, block.Rows)), 1, MaxRows)
            : _hasLong ? Math.Min(MaxRows, _arrayRows * 2) : MaxRows;
        if (wanted != _arrayRows)
        {
            SetArrayRows(wanted);
        }
    }

    private void SetArrayRows(int rows)
    {
        short result = OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrRowArraySize, rows, 0);
        if (result == Sql.Error && rows > 1)
        {
            // HY024: too many for this driver.
            MaxRows = Math.Min(MaxRows, Math.Max(1, rows / 2));
            SetArrayRows(MaxRows);
            return;
        }

        if (result is not (Sql.Success or Sql.SuccessWithInfo))
        {
            // A driver without block cursors knows one row, and no attribute for it.
            (MaxRows, _arrayRows) = (1, 1);
            return;
        }

        nint actual = rows;
        if (OdbcApi.SQLGetStmtAttrW(_statement, Sql.AttrRowArraySize, &actual, sizeof(nint), out _) is Sql.Success or Sql.SuccessWithInfo && actual != rows)
        {
            // 01S02: the driver took another size, which counts. QODBC is known to take one of 12 digits.
            if (actual < 1 || actual > Capacity)
            {
                throw OdbcErrors.ArraySize(actual.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            MaxRows = Math.Min(MaxRows, (int)actual);
        }

        _arrayRows = (int)actual;
    }

    // Some drivers have no row status; then the records tell.
    private void SetStatus()
    {
        _status = (ushort*)NativeMemory.AllocZeroed((nuint)Capacity, sizeof(ushort));
        if (OdbcApi.SQLSetStmtAttrW(_statement, Sql.AttrRowStatus, (nint)_status, 0) is not (Sql.Success or Sql.SuccessWithInfo))
        {
            NativeMemory.Free(_status);
            _status = null;
        }
    }

    private void Bind(Block block)
    {
        if (_boundBlock == block)
        {
            return;
        }

        for (int i = 0; i < _bound; i++)
        {
            ColumnPlan column = _columns[i];
            Statements.Check(_statement, OdbcApi.SQLBindCol(_statement, column.Column.Number, column.CType, block.Values(i), column.Room, block.Indicators(i)));
        }

        _boundBlock = block;
    }

    private void CheckStatus(Block block)
    {
        if (_status is null)
        {
            CheckRecords();
            return;
        }

        for (int row = 0; row < block.Rows; row++)
        {
            if (_status[row] == Sql.RowError)
            {
                List<DiagnosticRecord> records = Diagnostics.Read(_statement);
                // Behind a truncated row FreeTDS marks all others of the block as failed: what can be done about that is said there.
                throw OdbcErrors.RowFailed(block.RowsBefore + row + 1, records.Count > 0 ? ServerErrors.Of(records, Sql.Error, _statement.Dialect) : null);
            }
        }
    }

    private void CheckRecords()
    {
        List<DiagnosticRecord> records = Diagnostics.Read(_statement);
        if (records.Exists(record => record.SqlState is not (null or ['0', '1', ..])))
        {
            throw ServerErrors.Of(records, Sql.Error, _statement.Dialect);
        }
    }
}
