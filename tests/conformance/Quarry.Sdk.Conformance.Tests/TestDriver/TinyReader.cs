using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>Reads the results of a text's statements, which run one after the other.</summary>
internal sealed class TinyReader : ResultReader
{
    private readonly Queue<TinyStatement> _statements;
    private readonly Func<TinyStatement, TinyResult> _run;
    private readonly BatchLimits _limits;
    private readonly BatchMemory _memory;
    private readonly CancellationTokenSource _running;
    private readonly Action _closed;
    private readonly TinySettings _settings;
    private TinyResult _result = null!;
    private IEnumerator<object?[]>? _rows;
    private BatchBuilder? _builder;
    private ColumnBatch? _last;
    private QuarryException? _error;
    private bool _disposed;

    public TinyReader(
        IReadOnlyList<TinyStatement> statements, Func<TinyStatement, TinyResult> run, BatchLimits limits, BatchMemory memory, CancellationTokenSource running, Action closed, TinySettings settings)
    {
        (_statements, _run, _memory, _running, _closed, _settings) = (new(statements), run, memory, running, closed, settings);
        _limits = settings.Fault switch
        {
            Fault.ExceedsRowLimit => limits with { Rows = limits.Rows + 1 },
            Fault.IgnoresByteLimit => limits with { Bytes = long.MaxValue },
            _ => limits,
        };
        Next();
    }

    public override Schema? Schema => _result.Schema;

    public override long RowsAffected => _result.Affected;

    public override IReadOnlyList<Parameter> OutputParameters => _result.Outputs;

    public override ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_settings.Has(Fault.IgnoresCancelledToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        _running.Token.ThrowIfCancellationRequested();
        return new(ReadBatch());
    }

    public override ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        bool more = _statements.Count > 0 && !_settings.Has(Fault.SecondResultMissing);
        if (more)
        {
            Next();
        }

        return new(more);
    }

    public override ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            _rows?.Dispose();
            _last?.Dispose();
            _builder?.Dispose();
            if (!_settings.Has(Fault.KeepsSessionBusy))
            {
                _closed();
            }

            _running.Dispose();
        }

        return default;
    }

    private void Next()
    {
        _rows?.Dispose();
        _builder?.Dispose();
        _result = _run(_statements.Dequeue());
        IReadOnlyList<object?[]> all = _settings.Has(Fault.LosesLastRow) ? [.. _result.Rows] : [];
        _rows = (all.Count > 1 ? all.SkipLast(1) : _result.Rows).GetEnumerator();
        _builder = _result.Schema is null ? null : new(_result.Schema, _memory, _limits);
    }

    private ColumnBatch? ReadBatch()
    {
        if (_builder is null)
        {
            return null;
        }

        try
        {
            // Whether a row follows is known only by asking for it; an error there must not take the rows before it away.
            bool full = false;
            while (!full && MoveNext())
            {
                full = !Append(_rows!.Current);
            }
        }
        catch (QuarryException error) when (error.Kind != ErrorKind.Resource && _builder.Rows > 0)
        {
            _error = error;
        }
        catch (QuarryException error) when (error.Kind == ErrorKind.Resource && _settings.Has(Fault.LeaksWhenMemoryIsRefused))
        {
            _builder = null;
            throw;
        }

        return _builder.Rows == 0 && !_settings.Has(Fault.EmptyBatch) ? null : Build();
    }

    private bool MoveNext()
    {
        if (_error is not null)
        {
            throw _error;
        }

        try
        {
            return _rows!.MoveNext();
        }
        catch (QuarryException) when (_settings.Has(Fault.SwallowsErrors))
        {
            return false;
        }
    }

    private bool Append(object?[] row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            ValueWriter.Append(_builder!.Columns[i], Spoil(row[i]));
        }

        return _builder!.EndRow();
    }

    private object? Spoil(object? value) => (_settings.Fault, value) switch
    {
        (Fault.TruncatesText, string { Length: > 255 } text) => text[..255],
        (Fault.WrapsInteger, long number) => (long)(int)number,
        (Fault.LosesNull, null) when _builder!.Schema.Columns[^1].Type.Kind == TypeKind.Utf8 && _builder.Columns[^1].Length == _builder.Rows => "",
        (Fault.EmptyTextIsNull, string { Length: 0 }) => null,
        (Fault.WrongSecondBatch, long number) when _builder!.RowsBefore > 0 => number - 1,
        _ => value,
    };

    private ColumnBatch Build()
    {
        ColumnBatch batch = _builder!.Build();
        if (_settings.Has(Fault.LeaksBlock) && batch.Columns.Count > 0)
        {
            batch.Columns[0].Block(ColumnBuffer.Data)?.Retain();
        }

        if (_settings.Has(Fault.ReusesBatchMemory))
        {
            // The driver thinks that a batch ends when the next one is read.
            _last?.Columns[0].Block(ColumnBuffer.Data)?.Span(0, 8).Fill(0xEE);
            _last?.Dispose();
            _last = batch.Retain();
        }

        return batch;
    }
}
