using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions.Batches;

/// <summary>Sends a batch and reads its answers. On the session's thread.</summary>
/// <remarks>
/// A server that cannot send its answers stops reading. So not more is sent ahead of the answers than the sockets hold in any case; a batch that fits into that
/// is one round trip. Source: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING.
/// </remarks>
internal sealed class BatchRun
{
    private const int WindowBytes = 64 << 10;

    // An Execute of a portal that does not exist fails, and with it the transaction.
    private const string NoPortal = "quarry_given_up";

    private readonly Link _link;
    private readonly CancelScope _scope;
    private readonly BatchMode _mode;
    private readonly BatchEncoder _encoder;
    private readonly List<BatchItem> _items = [];
    private readonly bool _ownsTransaction;
    private QuarryException? _commitError;
    private bool _mayCommit;
    private int _failed = -1;

    public BatchRun(PostgreSqlSession session, IReadOnlyList<BatchStatement> statements, BatchMode mode, CancelScope scope, int number)
    {
        (_link, _scope, _mode) = (session.Link, scope, mode);
        _ownsTransaction = _link.TransactionStatus == Link.Idle;
        if (!_ownsTransaction && mode == BatchMode.ContinueOnError)
        {
            throw new InvalidOperationException("Within a transaction a batch is all or nothing: one failure ends the transaction. Use BatchMode.Atomic, or commit first.");
        }

        _encoder = new(mode, number);
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < statements.Count; i++)
        {
            last[statements[i].Plan.Sql] = i;
        }

        for (int i = 0; i < statements.Count; i++)
        {
            // With one text, or runs of the same, the unnamed statement does.
            _items.Add(_encoder.Add(statements[i], returns: last.Count > 1 && last[statements[i].Plan.Sql] > i));
        }
    }

    /// <summary>Runs the batch.</summary>
    public IReadOnlyList<BatchResult> Run()
    {
        if (_mode == BatchMode.Atomic && _items.FindIndex(item => item.Error is not null) is >= 0 and int unfit)
        {
            return [.. _items.Select((item, i) => i == unfit ? Failed(item) : new BatchResult { Status = BatchStatus.NotRun })];
        }

        try
        {
            Exchange();
        }
        catch (QuarryException error) when (_mayCommit && !_link.Survives(error))
        {
            throw PgErrors.OutcomeUnknown(error);
        }

        if (_scope.Requested && _items.Exists(item => item.Error?.SqlState == PgErrors.QueryCancelled))
        {
            throw _scope.Exception();
        }

        return [.. _items.Select(ResultOf)];
    }

    private void Exchange()
    {
        int sent = 0;
        for (int from = 0; from < _items.Count && _failed < 0;)
        {
            if (_scope.Requested)
            {
                GiveUp();
                throw _scope.Exception();
            }

            int to = from + 1;
            while (to < _items.Count && _items[to].End - sent <= WindowBytes)
            {
                to++;
            }

            SendWindow(from, to, sent);
            sent = _items[to - 1].End;
            ReadWindow(from, to);
            from = to;
        }

        if (_mode == BatchMode.Atomic)
        {
            _commitError = _link.SkipToReady();
        }

        CloseStatements();
    }

    private void SendWindow(int from, int to, int sent)
    {
        for (int i = from; i < to; i++)
        {
            // A utility may commit by itself; what changes rows does so at Sync.
            _mayCommit |= _ownsTransaction && _items[i].Kind != StatementKind.Select
                && (_mode == BatchMode.ContinueOnError || _items[i].Kind is not (StatementKind.Insert or StatementKind.Update or StatementKind.Delete or StatementKind.Merge));
        }

        if (_mode == BatchMode.Atomic && to == _items.Count)
        {
            _mayCommit |= _ownsTransaction && _items.Exists(item => item.Kind != StatementKind.Select);
            _encoder.Messages.Sync();
            _link.Connection.Send(_encoder.Messages.Pending[sent..]);
            return;
        }

        _link.Connection.Send(_encoder.Messages.Pending[sent.._items[to - 1].End]);
        if (_mode == BatchMode.Atomic)
        {
            _link.Output.Flush();
            _link.Connection.Send();
        }
    }

    private void ReadWindow(int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            BatchItem item = _items[i];
            if (_mode == BatchMode.ContinueOnError)
            {
                if (item.Error is null)
                {
                    Read(item);
                    QuarryException? commit = _link.SkipToReady();
                    item.Error ??= commit;
                    SpeakForParse(i);
                }
            }
            else if (!Read(item))
            {
                _failed = i;
                if (to < _items.Count)
                {
                    _link.Sync();
                }

                return;
            }
        }
    }

    /// <summary>Of a run of the same text only the first is parsed: if that failed, the others fail for its reason.</summary>
    private void SpeakForParse(int i)
    {
        BatchItem item = _items[i];
        if (item is { Error.Code: ErrorCodes.StatementStale, Parses: false, Statement.Name.Length: 0 } && _items.FindLastIndex(i, other => other.Parses && other.Statement == item.Statement) is >= 0 and int first)
        {
            item.Error = _items[first].Error ?? item.Error;
        }
    }

    private bool Read(BatchItem item)
    {
        while (true)
        {
            if (_link.Input.PeekType() == Backend.DataRow)
            {
                _link.Input.Skip();
                continue;
            }

            (byte type, int length) = _link.Next();
            switch (type)
            {
                case Backend.DataRow or Backend.ParseComplete or Backend.BindComplete:
                    break;
                case Backend.ErrorResponse:
                    item.Error = _link.TakeError(length, (item.Statement.Start, item.Statement.Sql));
                    _link.Connection.ThrowIfBroken(item.Error);
                    return false;
                case Backend.CommandComplete:
                    item.RowsAffected = CommandTag.RowsAffected(_link.Input.Content(length));
                    _link.Statements.Observe(_link.Input.Content(length));
                    _link.Input.Consume(length);
                    return true;
                case Backend.EmptyQueryResponse:
                    _link.Input.Consume(length);
                    return true;
                default:
                    throw _link.Unexpected(type);
            }

            if (type != Backend.DataRow)
            {
                _link.Input.Consume(length);
            }
        }
    }

    /// <summary>Ends a batch of which only a part was sent: nothing of an atomic one stays.</summary>
    private void GiveUp()
    {
        if (_mode == BatchMode.Atomic)
        {
            _link.Output.Execute(NoPortal);
            _link.Sync();
            _link.SkipToReady();
        }

        CloseStatements();
    }

    private void CloseStatements()
    {
        bool any = false;
        foreach (string name in _encoder.Names)
        {
            _link.Output.CloseStatement(name);
            any = true;
        }

        if (any)
        {
            // The outcome is known: from here on nothing of it is in doubt.
            _mayCommit = false;
            _link.Sync();
            _link.SkipToReady();
        }
    }

    private BatchResult ResultOf(BatchItem item, int index)
    {
        if (item.Error is not null)
        {
            return Failed(item);
        }

        if (_commitError is not null && index == _items.Count - 1)
        {
            return new() { Status = BatchStatus.Failed, Error = _commitError };
        }

        return _failed >= 0 && index > _failed ? new() { Status = BatchStatus.NotRun }
            : _failed >= 0 || _commitError is not null ? new() { Status = BatchStatus.RolledBack, RowsAffected = item.RowsAffected }
            : new() { Status = BatchStatus.Succeeded, RowsAffected = item.RowsAffected };
    }

    private static BatchResult Failed(BatchItem item) => new() { Status = BatchStatus.Failed, Error = item.Error };
}
