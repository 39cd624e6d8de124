using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Decoding;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>The result of one execution.</summary>
internal sealed class PostgreSqlResult(PostgreSqlSession session, QueryPlan plan) : ResultReader
{
    private ResultShape? _shape;
    private RowDecoder? _rows;
    private long _affected = -1;
    private bool _ended;
    private bool _ready = true;
    private int _disposed;

    public override Schema? Schema => _shape?.Schema;

    public override long RowsAffected => _affected;

    public async ValueTask StartAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
        => await session.RunAsync(() => Start(parameters)).ConfigureAwait(false);

    public override async ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _ended || _rows is null ? null : await session.RunAsync(ReadOnThread).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await session.RunAsync(() =>
        {
            _rows?.Dispose();
            if (!_ready && !session.Link.Connection.IsBroken)
            {
                session.Link.SkipToReady();
            }

            return true;
        }).ConfigureAwait(false);
        session.Release(this);
    }

    private bool Start(IReadOnlyList<Parameter> parameters)
    {
        if (parameters.Count > 0)
        {
            throw PgErrors.ParameterCount(0, parameters.Count);
        }

        Link link = session.Link;
        SendBuffer send = link.Output;
        send.Parse("", plan.Sql, []);
        send.DescribeStatement("");
        send.Flush();
        link.Connection.Send();
        _ready = false;
        try
        {
            link.Expect(Backend.ParseComplete);
            link.Expect(Backend.ParameterDescription);
            (byte type, int length) = link.Next();
            if (type == Backend.ErrorResponse)
            {
                throw link.TakeError(length);
            }

            if (type == Backend.RowDescription)
            {
                _shape = ResultShape.Of(ResultColumn.ReadAll(link.Input.Content(length)), session.Types, plan.Read);
                _rows = new(_shape.Schema, _shape.TypeOids, session.Memory, plan.Batch);
            }

            link.Input.Consume(length);
        }
        catch (QuarryException) when (!link.Connection.IsBroken)
        {
            send.Sync();
            link.Connection.Send();
            throw;
        }

        send.Begin((byte)'B');
        send.String("");
        send.String("");
        send.Int16(0);
        send.Int16(0);
        send.Int16(_shape?.Binary.Length ?? 0);
        foreach (bool binary in _shape?.Binary ?? [])
        {
            send.Int16(binary ? 1 : 0);
        }

        send.End();
        send.Execute();
        send.Sync();
        link.Connection.Send();
        link.Expect(Backend.BindComplete);
        if (_shape is null)
        {
            ReadOnThread();
        }

        return true;
    }

    private ColumnBatch? ReadOnThread()
    {
        Link link = session.Link;
        while (true)
        {
            // The main road: rows that lie whole in the buffer.
            if (link.Input.PeekType() == Backend.DataRow && _rows is not null)
            {
                link.Input.Require(link.Input.MessageLength());
                if (!_rows.Decode(link.Input))
                {
                    return _rows.Build();
                }

                continue;
            }

            (byte type, int length) = link.Next();
            switch (type)
            {
                case Backend.ErrorResponse:
                    _ended = true;
                    throw link.TakeError(length);
                case Backend.CommandComplete:
                    _affected = Affected(Encoding.ASCII.GetString(link.Input.Content(length)));
                    break;
                case Backend.EmptyQueryResponse:
                    break;
                case Backend.ReadyForQuery:
                    link.Input.Consume(length);
                    (_ended, _ready) = (true, true);
                    return _rows is { Rows: > 0 } ? _rows.Build() : null;
                default:
                    throw link.Unexpected(type);
            }

            link.Input.Consume(length);
        }
    }

    private static long Affected(string tag)
    {
        // "INSERT 0 5", "UPDATE 3": the count is the last word.
        string last = tag.TrimEnd('\0').Split(' ')[^1];
        return tag.StartsWith("SELECT", StringComparison.Ordinal) || !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long rows) ? -1 : rows;
    }
}
