using System.Runtime.ExceptionServices;
using Quarry.Contracts;
using Quarry.Odbc.Blocks;
using Quarry.Odbc.Conversion;
using Quarry.Odbc.Describing;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Sessions;

/// <summary>The rows of one result as batches: while one block is converted, the driver fills the other.</summary>
internal sealed class ResultRows : IDisposable
{
    private readonly OdbcSession _session;
    private readonly BatchBuilder _builder;
    private readonly ColumnPlan[] _plans;
    private readonly ColumnConverter[] _converters;
    private readonly Fetcher _fetcher;
    private readonly BatchLimits _limits;
    private Block? _current;
    private Block? _other;
    private Task<bool>? _pending;
    private long _fetchedRows;
    private int _position;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    /// <summary>On the session's thread.</summary>
    public ResultRows(OdbcSession session, StatementHandle statement, ResultColumn[] columns, QueryPlan plan, RunningCall call)
    {
        (_session, _limits) = (session, plan.Batch);
        Schema = new([.. columns.Select(column => column.Schema)]);
        _builder = new(Schema, session.Memory, plan.Batch);
        _plans = [.. columns.Select(column => ColumnPlan.Of(column, session.Settings))];
        _converters = [.. _plans.Select((column, index) => ColumnConverters.Create(column, _builder.Columns[index]))];
        _fetcher = new(statement, _plans, session.Facts, session.Settings, plan.Batch.Rows, session.Memory, call);
    }

    public Schema Schema { get; }

    /// <summary>The next batch; null at the end.</summary>
    /// <param name="run">Runs work on the session's thread.</param>
    public async ValueTask<ColumnBatch?> ReadAsync(Func<Func<bool>, Task<bool>> run)
    {
        while (!_ended || HasRows)
        {
            try
            {
                _failure?.Throw();
                if (!HasRows && !await NextAsync(run).ConfigureAwait(false))
                {
                    break;
                }
            }
            catch (QuarryException error) when (_builder.Rows > 0)
            {
                // The rows before are good; the error comes with the next batch.
                _failure = ExceptionDispatchInfo.Capture(error);
                return _builder.Build();
            }

            if (Convert())
            {
                return _builder.Build();
            }
        }

        return _builder.Rows > 0 ? _builder.Build() : null;
    }

    /// <summary>Waits until the driver writes no more into the blocks.</summary>
    public async ValueTask SettleAsync()
    {
        if (_pending is { } pending)
        {
            _pending = null;
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes the memory from a statement that lives on; on the session's thread.</summary>
    public void Unbind() => _fetcher.Unbind();

    /// <summary>On the session's thread, after the statement was freed or <see cref="Unbind"/>.</summary>
    public void Dispose()
    {
        _fetcher.Dispose();
        _current?.Dispose();
        _other?.Dispose();
        (_current, _other) = (null, null);
        _builder.Dispose();
    }

    private bool HasRows => _current is { } block && _position < block.Rows;

    private async ValueTask<bool> NextAsync(Func<Func<bool>, Task<bool>> run)
    {
        Task<bool> fetch = _pending ?? run(FetchOther);
        _pending = null;
        if (!await fetch.ConfigureAwait(false))
        {
            _ended = true;
            return false;
        }

        (_current, _other) = (_other, _current);
        _fetchedRows += _current!.Rows;
        _position = 0;
        _pending = run(FetchOther);
        return true;
    }

    private bool FetchOther()
    {
        _other ??= new(_plans, _fetcher.Capacity, _session.Memory);
        return _fetcher.Fetch(_other, _fetchedRows);
    }

    /// <summary>Moves rows of the block into the batch; true if that filled it.</summary>
    private bool Convert()
    {
        Block block = _current!;
        int count = Math.Min(block.Rows - _position, _limits.Rows - _builder.Rows);
        count = Math.Min(count, RowsThatFit(block, count));
        for (int i = 0; i < _converters.Length; i++)
        {
            _converters[i].Convert(new BlockColumn(block, _plans[i], i), _position, count);
        }

        _position += count;
        return !_builder.EndRows(count);
    }

    /// <summary>The rows up to the one that reaches the limit of bytes, that one included.</summary>
    private int RowsThatFit(Block block, int count)
    {
        long left = _limits.Bytes - _builder.Bytes;
        if (left > (Block.RowBytes(_plans) * count) + block.LongValues.Bytes)
        {
            return count;
        }

        int rows = 0;
        while (rows < count && left > 0)
        {
            left -= _builder.FixedRowBytes + VariableBytes(block, _position + rows);
            rows++;
        }

        return Math.Max(1, rows);
    }

    private long VariableBytes(Block block, int row)
    {
        long bytes = 0;
        for (int i = 0; i < _plans.Length; i++)
        {
            if (_plans[i].Column.Schema.Type.Layout == ColumnLayout.Variable)
            {
                var column = new BlockColumn(block, _plans[i], i);
                bytes += column.IsNull(row) ? 0 : column.Bytes(row).Length;
            }
        }

        return bytes;
    }
}
