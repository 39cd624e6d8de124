using System.Buffers.Binary;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Types;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>A connection that is logged in: messages with what may come at any time taken out. On the session's thread only.</summary>
internal sealed class Link(Connection connection, DriverLog log)
{
    /// <summary>No transaction is open.</summary>
    public const char Idle = 'I';
    /// <summary>A transaction is open and can only be rolled back.</summary>
    public const char Failed = 'E';

    private readonly Dictionary<string, string> _parameters = [];

    private int _catalogQueries;

    public Connection Connection => connection;

    /// <summary>The types of this database that are not built in.</summary>
    public TypeCatalog Types => field ??= new(sql => CatalogQuery.Run(this, ++_catalogQueries, sql));

    public ReceiveBuffer Input => connection.Input;

    public SendBuffer Output => connection.Output;

    /// <summary>What the server reports of itself and of its settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _parameters;

    public ServerInfo Server { get; set; } = null!;

    /// <summary>The statements that the server keeps for this session.</summary>
    public ServerStatements Statements { get; } = new();

    /// <summary>Statements of the driver's own so far, each of which left a Sync owed if it ran outside of a sequence.</summary>
    public int CatalogQueries => _catalogQueries;

    /// <summary>The server's process and secret key, for cancel requests.</summary>
    public (int Process, int Secret) Key { get; private set; }

    /// <summary>Of the last ReadyForQuery: <see cref="Idle"/>, <c>T</c> in a transaction, <see cref="Failed"/>.</summary>
    public char TransactionStatus { get; private set; } = Idle;

    /// <summary>The next message that answers something; the caller consumes it.</summary>
    public (byte Type, int Length) Next()
    {
        while (true)
        {
            (byte type, int length) = Input.NextMessage();
            if (!TakeAside(type, length))
            {
                return (type, length);
            }
        }
    }

    /// <summary>Takes what has come that may come at any time, without waiting for more.</summary>
    /// <returns>True if a message that answers something is next.</returns>
    public bool TakeAsides()
    {
        while (connection.HasInput)
        {
            (byte type, int length) = Input.NextMessage();
            if (!TakeAside(type, length))
            {
                return true;
            }
        }

        return false;
    }

    private bool TakeAside(byte type, int length)
    {
        ReadOnlySpan<byte> content = Input.Content(length);
        switch (type)
        {
            case Backend.NoticeResponse:
                Notice(ServerError.Read(content));
                break;
            case Backend.ParameterStatus:
                Status(content);
                break;
            case Backend.NotificationResponse:
                break;
            case Backend.BackendKeyData when content.Length == 8:
                Key = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                break;
            case Backend.ReadyForQuery when content.Length == 1:
                TransactionStatus = (char)content[0];
                return false;
            default:
                return false;
        }

        Input.Consume(length);
        return true;
    }

    /// <summary>Reads an ErrorResponse that <see cref="Next"/> has returned, and consumes it.</summary>
    /// <param name="length">The message's length.</param>
    /// <param name="statement">What the error's position counts in.</param>
    public QuarryException TakeError(int length, (int Start, string Sql) statement = default)
    {
        var error = ServerError.Read(Input.Content(length));
        Input.Consume(length);
        if (error.EndsSession)
        {
            connection.MarkBroken();
        }

        return error.ToException(statement);
    }

    /// <summary>Expects a message and consumes it. An ErrorResponse is thrown.</summary>
    public void Expect(byte expected, (int Start, string Sql) statement = default) => Input.Consume(Await(expected, statement));

    /// <summary>Expects the end of a statement and consumes it.</summary>
    /// <returns>Rows that the server counted, or −1 if it counts none.</returns>
    public long ExpectCompletion()
    {
        int length = Await(Backend.CommandComplete, default);
        long rows = CommandTag.RowsAffected(Input.Content(length));
        Input.Consume(length);
        return rows;
    }

    private int Await(byte expected, (int Start, string Sql) statement)
    {
        (byte type, int length) = Next();
        if (type == Backend.ErrorResponse)
        {
            throw TakeError(length, statement);
        }

        if (type != expected)
        {
            throw Unexpected(type);
        }

        return length;
    }

    /// <summary>Ends a sequence of messages; ReadyForQuery is owed for it.</summary>
    public void Sync()
    {
        Output.Sync();
        connection.Send();
    }

    /// <summary>Declines a COPY that waits for rows, so that the server ends it; ReadyForQuery is owed.</summary>
    public void RefuseCopyIn()
    {
        Output.CopyFail("COPY through a query is not offered");
        // A Sync that came before was ignored as part of the COPY.
        Output.Sync();
        connection.Send();
    }

    /// <summary>Skips all up to ReadyForQuery.</summary>
    /// <returns>The first error that came, or null. A commit that Sync asked for fails after its statement has ended.</returns>
    public QuarryException? SkipToReady()
    {
        QuarryException? failed = null;
        bool ready = false;
        try
        {
            while (!ready)
            {
                if (Input.PeekType() == Backend.ErrorResponse)
                {
                    QuarryException error = TakeError(Next().Length);
                    failed ??= error;
                    connection.ThrowIfBroken(error);
                    continue;
                }

                ready = Skip() == Backend.ReadyForQuery;
            }

            return failed;
        }
        finally
        {
            if (!ready)
            {
                // Whatever comes later would be taken for the answer to the next statement.
                connection.MarkBroken();
            }
        }
    }

    /// <summary>Skips a message, of rows without keeping them, and returns its type.</summary>
    public byte Skip()
    {
        byte type = Input.PeekType();
        if (type is Backend.DataRow or Backend.CopyData)
        {
            Input.Skip();
            return type;
        }

        (type, int length) = Next();
        if (type != Backend.DataRow)
        {
            Input.Consume(length);
        }

        return type;
    }

    /// <summary>Runs work that leaves the connection at the start of a message, or broken.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (QuarryException error)
        {
            _ = Survives(error);
            throw;
        }
    }

    /// <summary>False if nothing that follows an error can be understood, or the connection is gone.</summary>
    public bool Survives(QuarryException error)
    {
        if (error.Code == ErrorCodes.Protocol)
        {
            connection.MarkBroken();
        }

        return !connection.IsBroken;
    }

    /// <summary>Runs a statement by the simple protocol and returns the first column of its rows.</summary>
    public IReadOnlyList<string?> Command(string sql)
    {
        Output.Query(sql);
        connection.Send();
        var rows = new List<string?>();
        QuarryException? failed = null;
        while (true)
        {
            (byte type, int length) = Next();
            switch (type)
            {
                case Backend.ErrorResponse:
                    failed = TakeError(length);
                    if (connection.IsBroken)
                    {
                        throw failed;
                    }

                    continue;
                case Backend.DataRow:
                    rows.Add(FirstText(Input.Content(length)));
                    break;
                case Backend.ReadyForQuery:
                    Input.Consume(length);
                    return failed is null ? rows : throw failed;
            }

            Input.Consume(length);
        }
    }

    /// <summary>A message that cannot come now: nothing after it can be understood.</summary>
    public QuarryException Unexpected(byte type)
    {
        connection.MarkBroken();
        return PgErrors.Protocol($"a message '{(char)type}'");
    }

    public void Close()
    {
        try
        {
            if (!connection.IsBroken)
            {
                Output.Terminate();
                connection.Send();
            }
        }
        catch (QuarryException)
        {
            // The server is gone, which is what was wanted.
        }
        finally
        {
            connection.Dispose();
        }
    }

    private static string? FirstText(ReadOnlySpan<byte> row)
    {
        if (row.Length < 6)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(row[2..]);
        return length < 0 ? null : Encoding.UTF8.GetString(row.Slice(6, length));
    }

    private void Status(ReadOnlySpan<byte> content)
    {
        int end = content.IndexOf((byte)0);
        if (end >= 0 && content.Length > end + 1)
        {
            _parameters[Encoding.UTF8.GetString(content[..end])] = Encoding.UTF8.GetString(content[(end + 1)..^1]);
        }
    }

    private void Notice(ServerError notice)
        => log.Write(notice.Severity == "WARNING" ? DriverLogLevel.Warning : DriverLogLevel.Information, EventIds.Notice, $"PostgreSQL {notice.Severity} {notice.SqlState}: {notice.Message}");
}
