using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Decoding;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>The results of a text's statements, one after the other.</summary>
/// <remarks>Statements of one text share an implicit transaction, as they do in the simple protocol: Sync follows the last.</remarks>
internal sealed partial class PostgreSqlResult : ResultReader
{
    private readonly PostgreSqlSession _session;
    private readonly QueryPlan _plan;
    private readonly ParsedStatement? _prepared;
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly CancelScope _scope;
    private readonly IReadOnlyList<(int Start, string Sql)> _statements;
    private readonly bool _copies;
    private CancellationTokenRegistration _registration;
    private ParsedStatement? _statement;
    private RowDecoder? _rows;
    private ColumnBatch? _first;
    private Schema? _schema;
    private IReadOnlyList<Parameter> _outputs = [];
    private long _affected = -1;
    private int _next;
    private bool _atEnd = true;
    private bool _owesSync;
    private bool _owesReady;
    private bool _commits;
    private bool _done;
    private bool _over;
    private int _disposed;

    /// <param name="session">The session.</param>
    /// <param name="plan">What runs.</param>
    /// <param name="prepared">The parsed statement that is all of the text, or null.</param>
    /// <param name="parameters">The values.</param>
    /// <param name="scope">What cancels it.</param>
    public PostgreSqlResult(PostgreSqlSession session, QueryPlan plan, ParsedStatement? prepared, IReadOnlyList<Parameter> parameters, CancelScope scope)
    {
        (_session, _plan, _prepared, _parameters, _scope) = (session, plan, prepared, parameters, scope);
        _copies = Hints.AsksForCopy(plan);
        _statements = prepared is null ? StatementSplitter.Split(plan.Sql) : prepared.Texts;
    }

    public override Schema? Schema => _schema;

    public override long RowsAffected => _affected;

    public override IReadOnlyList<Parameter> OutputParameters => _outputs;

    private Link Link => _session.Link;

    private byte RowMessage => _copies ? Backend.CopyData : Backend.DataRow;

    private bool IsDone => _atEnd && !_owesSync && !_owesReady && _next == _statements.Count;

    private bool HasOutputs => OutputRow.IsAsked(_parameters);

    /// <summary>Runs the first statement to its end if it has no columns or its rows come at once, else until its first rows are here.</summary>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        // For the life of the result, not of this call: the token cancels the reads too.
        _registration = _scope.Follow(cancellationToken);
        return _prepared is null || _copies ? StartOnThreadAsync() : _session.RunHereAsync(_scope, StartPreparedAsync);
    }

    private async ValueTask StartOnThreadAsync() => await RunAsync(StartNext, CancellationToken.None).ConfigureAwait(false);

    /// <summary>Sends on the caller's thread, and does not leave it for longer than the server works unless the answer is long.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask StartPreparedAsync()
    {
        try
        {
            await _session.SendAsync(_plan.Kind, WritePrepared, ReadStart).ConfigureAwait(false);
            _done = IsDone;
        }
        catch (QuarryException error) when (IsOutcomeUnknown(error))
        {
            _over = true;
            throw PgErrors.OutcomeUnknown(error);
        }
        catch
        {
            _over = true;
            throw;
        }
    }

    public override ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        ThrowIfOver();
        if (_first is null)
        {
            return _rows is null || _atEnd ? default : RunAsync(() => ReadRows(), cancellationToken);
        }

        ThrowIfCancelled(cancellationToken);
        return new(Interlocked.Exchange(ref _first, null));
    }

    public override ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        ThrowIfOver();
        if (_done)
        {
            ThrowIfCancelled(cancellationToken);
            DropRows();
            return new(false);
        }

        return RunAsync(
            () =>
            {
                FinishStatement();
                if (_next < _statements.Count)
                {
                    return StartNext();
                }

                EndSequence();
                return false;
            },
            cancellationToken);
    }

    private void ThrowIfOver()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_over)
        {
            throw new InvalidOperationException("The result ended with an error or with its session. Dispose it.");
        }
    }

    private void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _scope.Request(cancellationToken);
        }

        if (_scope.Requested)
        {
            throw _scope.Exception();
        }
    }

    private async ValueTask<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = _scope.Follow(cancellationToken);
        return await _session.RunAsync(_scope, () => Guarded(work)).ConfigureAwait(false);
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            T result = work();
            _done = IsDone;
            return result;
        }
        catch (QuarryException error) when (IsOutcomeUnknown(error))
        {
            _over = true;
            throw PgErrors.OutcomeUnknown(error);
        }
        catch
        {
            _over = true;
            throw;
        }
    }

    /// <summary>True if the statement's own commit may have happened: it was asked for, and the server did not refuse the statement. A
    /// cancellation that the server did not confirm changes nothing about that.</summary>
    private bool IsOutcomeUnknown(QuarryException error)
        => _commits && !Link.Survives(error);

    private bool StartNext()
    {
        (int Start, string Sql) text = _statements[_next];
        bool isLast = ++_next == _statements.Count;
        _affected = -1;
        _statement = _prepared;
        if (_statement is null)
        {
            _owesSync = true;
            _statement = StatementParser.Parse(_session, _plan, "", text, StatementParser.TypesOf(_parameters));
        }

        if (_copies)
        {
            _statement = CopyOut.Parse(_session, _plan, _statement, _statements.Count);
        }

        if (_scope.Requested)
        {
            // The request may have reached the server while it waited for the next message, and be lost.
            throw _scope.Exception();
        }

        Write(isLast);
        return ReadStart();
    }

    private void WritePrepared()
    {
        (_statement, _next) = (_prepared, 1);
        Write(isLast: true);
    }

    private void Write(bool isLast)
    {
        _commits = _plan.Kind == StatementKind.Transaction || (isLast && _plan.Kind != StatementKind.Select && Link.TransactionStatus == Link.Idle);
        // Parameters of a text of several statements belong to those that name them, and the server knows no gaps.
        Execution.Write(Link, _statement!, _parameters, isLast);
        (_atEnd, _owesSync, _owesReady) = (false, !isLast, isLast);
    }

    private bool ReadStart()
    {
        if (Link.Output.Pending.Length > 0)
        {
            Link.Connection.Send();
        }

        // BindComplete comes with the first rows: the server sends when its buffer is full or the statement has ended.
        if (_statement!.Shape is null)
        {
            ReadRows();
        }
        else
        {
            _schema = _statement.Shape.Schema;
            _rows = TakeDecoder(_statement, _statement.Shape);
            if (HasOutputs)
            {
                ReadOutputs();
            }
            else if (_next == _statements.Count)
            {
                _first = ReadRows(waits: false);
            }
        }

        return true;
    }

    private void ReadOutputs()
    {
        using (ColumnBatch? row = ReadRows())
        {
            _outputs = OutputRow.Read(row, _parameters);
        }

        FinishStatement();
        EndSequence();
    }

    /// <summary>Reads rows up to a full batch or the end of the statement.</summary>
    /// <param name="waits">False to leave rows undelivered that others may follow only later: who waits for their columns is not kept waiting for a full batch.</param>
    private ColumnBatch? ReadRows(bool waits = true)
    {
        ReceiveBuffer input = Link.Input;
        while (!_atEnd)
        {
            if (!waits && _rows is { Rows: > 0 } && !Link.Connection.HasInput)
            {
                return null;
            }

            // The main road: rows that lie whole in the buffer.
            if (_rows is not null && input.PeekType() == RowMessage)
            {
                input.Require(input.MessageLength());
                if (!_rows.Decode(input))
                {
                    return _rows.Build();
                }

                continue;
            }

            (byte type, int length) = Link.Next();
            if (type == Backend.ErrorResponse && _rows is { Rows: > 0 })
            {
                // The rows before an error are the caller's; it waits for the next read.
                return _rows.Build();
            }

            Take(type, length);
        }

        EndSequence();
        ColumnBatch? last = _rows is { Rows: > 0 } ? _rows.Build() : null;
        KeepDecoder();
        return last;
    }

    private RowDecoder TakeDecoder(ParsedStatement statement, ResultShape shape)
    {
        if (statement.Decoder is not { } kept || kept.Limits != _plan.Batch)
        {
            return new(shape, RowMessage, _session.Memory, _plan.Batch, _session.Positions);
        }

        statement.Decoder = null;
        kept.Restart();
        return kept;
    }

    /// <summary>The result has ended well: what decoded it may serve the next execution of the statement.</summary>
    private void KeepDecoder()
    {
        if (_rows is { MayDecodeNext: true } && _prepared is not null && !_copies)
        {
            _prepared.Decoder = _rows;
        }
        else
        {
            _rows?.Dispose();
        }

        _rows = null;
    }

    /// <summary>Takes a message that is no row.</summary>
    private void Take(byte type, int length)
    {
        switch (type)
        {
            case Backend.DataRow or Backend.CopyData when type == RowMessage && _statement!.Shape is not null:
                // It came behind a notice, and stays in the buffer.
                return;
            case Backend.ErrorResponse:
                (_atEnd, _commits) = (true, false);
                throw Link.TakeError(length, (_statement!.Start, _statement.Sql));
            case Backend.CommandComplete:
                _atEnd = true;
                _affected = CommandTag.RowsAffected(Link.Input.Content(length));
                Link.Statements.Observe(Link.Input.Content(length));
                break;
            case Backend.EmptyQueryResponse:
                _atEnd = true;
                break;
            case Backend.BindComplete:
                break;
            case Backend.CopyOutResponse or Backend.CopyDone when _copies:
                break;
            case Backend.CopyInResponse or Backend.CopyOutResponse:
                Link.Input.Consume(length);
                if (type == Backend.CopyInResponse)
                {
                    Link.RefuseCopyIn();
                    (_atEnd, _owesSync, _owesReady) = (true, false, true);
                }

                throw PgErrors.CopyRefused();
            default:
                throw Link.Unexpected(type);
        }

        Link.Input.Consume(length);
    }

    /// <summary>Skips what is left of the current statement.</summary>
    private void FinishStatement()
    {
        DropRows();
        while (!_atEnd)
        {
            if (Link.Input.PeekType() == RowMessage)
            {
                Link.Input.Skip();
                continue;
            }

            (byte type, int length) = Link.Next();
            Take(type, length);
        }
    }

    private void DropRows()
    {
        _rows?.Dispose();
        (_rows, _schema) = (null, null);
        Interlocked.Exchange(ref _first, null)?.Dispose();
    }
}
