using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Readers;

namespace Quarry.Plugins.Sqlite.Sessions;

/// <summary>The rows of one statement as batches. On the session's thread only.</summary>
internal sealed class StatementResult : IDisposable
{
    private readonly Statement _statement;
    private readonly ReadOptions _options;
    private readonly RowLoop _loop;
    private readonly BatchBuilder _batch;
    private readonly ColumnReader<StagedSource>[] _stagedReaders = [];
    private Stage? _stage;
    private int _stagedRow;
    private bool _onRow;
    private bool _ended;

    /// <summary>Takes a statement that was stepped once.</summary>
    /// <param name="statement">The statement, which stays the caller's.</param>
    /// <param name="onRow">What the step returned.</param>
    /// <param name="plan">The caller's limits and choices.</param>
    /// <param name="types">The driver's type map.</param>
    /// <param name="memory">Memory for batches.</param>
    /// <param name="loop">The row loop for the database's encoding.</param>
    public StatementResult(Statement statement, bool onRow, QueryPlan plan, TypeMap types, BatchMemory memory, RowLoop loop)
    {
        (_statement, _options, _loop, _onRow, _ended) = (statement, plan.Read, loop, onRow, !onRow);
        var columns = ResultColumns.Of(statement);
        try
        {
            if (columns.NeedValues(_options))
            {
                _stage = new(memory, columns.Count);
                FillStage(_stage, plan.Batch);
            }

            Schema = columns.ToSchema(types, _options, _stage);
            _batch = new(Schema, memory, plan.Batch);
            _loop.Attach(_batch, _options);
            if (_stage is not null)
            {
                _stagedReaders = ReaderFactory.Create<StagedSource>(_batch, _options);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Schema Schema { get; }

    /// <summary>True once the statement has run to its end.</summary>
    public bool HasEnded => _ended;

    /// <summary>The next batch; null at the end.</summary>
    public ColumnBatch? Read()
    {
        if (_stage is not null)
        {
            bool full = ReadStaged(_stage);
            if (full || _batch.Rows > 0)
            {
                return _batch.Build();
            }
        }

        if (_ended)
        {
            return null;
        }

        int result = _loop.Run(_statement.Pointer, _batch, _onRow);
        _onRow = false;
        if (result != RowLoop.Full)
        {
            _ended = true;
            if (result != SqliteConst.Done)
            {
                throw _statement.Error(result);
            }
        }

        return _batch.Rows > 0 ? _batch.Build() : null;
    }

    public void Dispose()
    {
        _stage?.Dispose();
        _stage = null;
        // Null if the constructor failed.
        _batch?.Dispose();
    }

    private void FillStage(Stage stage, BatchLimits limits)
    {
        while (_onRow)
        {
            _loop.AddTo(stage, _statement.Pointer);
            if (stage.IsFull(limits))
            {
                _onRow = false;
                return;
            }

            _onRow = _statement.Step();
        }

        _ended = true;
    }

    /// <summary>Moves staged rows into the batch; true if that filled it. Frees the stage at its end.</summary>
    private bool ReadStaged(Stage stage)
    {
        while (_stagedRow < stage.Rows)
        {
            var source = new StagedSource(stage, _stagedRow++);
            foreach (ColumnReader<StagedSource> reader in _stagedReaders)
            {
                reader.Read(source);
            }

            if (!_batch.EndRow())
            {
                return true;
            }
        }

        stage.Dispose();
        _stage = null;
        return false;
    }
}
