using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Sessions;

/// <summary>One connection, on a thread of its own: a driver that hangs holds this thread and no other.</summary>
internal sealed partial class OdbcSession : Session
{
    private readonly DriverHost _host;
    private readonly Dialect _dialect;
    private readonly List<OdbcPreparedStatement> _prepared = [];
    private OdbcConnection? _connection;
    private OdbcResult? _open;
    private RunningCall? _current;
    private ServerInfo? _server;
    private int _disposed;

    private DriverCapabilities _capabilities = new();

    private OdbcSession(DriverHost host, TypeMap types, Dialect dialect, OdbcProfile? profile) => (_host, Types, _dialect, Profile) = (host, types, dialect, profile);

    public override ServerInfo Server => _server!;

    internal SessionThread Thread { get; } = new("ODBC session");

    internal TypeMap Types { get; }

    internal OdbcProfile? Profile { get; }

    internal BatchMemory Memory => _host.Memory;

    internal OdbcFacts Facts => Connection.Facts;

    internal OdbcSettings Settings => Connection.Settings;

    private OdbcConnection Connection => _connection ?? throw new ObjectDisposedException(nameof(OdbcSession), "The session is closed.");

    /// <summary>Connects.</summary>
    /// <param name="keywords">Where to and how.</param>
    /// <param name="driver">What knows the database.</param>
    /// <param name="profile">How it is reached by ODBC, or null.</param>
    /// <param name="host">What the session may use.</param>
    /// <param name="cancellationToken">Ends the wait; a driver that connects cannot be told.</param>
    public static async ValueTask<OdbcSession> OpenAsync(ConnectionKeywords keywords, Driver driver, OdbcProfile? profile, DriverHost host, CancellationToken cancellationToken)
    {
        var session = new OdbcSession(host, driver.Types, driver.Dialect, profile);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await session.Thread.RunAsync(() =>
            {
                OdbcConnection connection = OdbcConnection.Open(keywords, driver, profile, host.Credential);
                session._connection = connection;
                session._server = connection.Server;
                session._capabilities = driver.Describe(session._server);
                return true;
            }).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override void Cancel() => Volatile.Read(ref _current)?.Request(CancellationToken.None);

    public override async ValueTask PingAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        await RunOnceAsync(
            statement =>
            {
                Connection.ThrowIfDead();
                try
                {
                    Statements.ExecuteDirect(statement, Profile?.PingStatement ?? "SELECT 1");
                }
                catch (QuarryException error) when (error.Kind == ErrorKind.User)
                {
                    // A server that refuses the statement lives.
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        Cancel();
        try
        {
            await Thread.RunAsync(Close).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Closing never throws; what remains is for the finalizers of the handles.
            _host.Log.Write(DriverLogLevel.Warning, 1, $"Closing an ODBC session failed: {error.Message}");
        }

        Thread.Dispose();
    }

    /// <summary>Runs work of a use on the session's thread; what the driver reports because the end was asked for is a cancellation.</summary>
    internal Task<T> RunAsync<T>(RunningCall call, StatementHandle statement, Func<T> work) => Thread.RunAsync(() =>
    {
        try
        {
            return call.Run(statement, work);
        }
        catch (QuarryException error)
        {
            throw Failed(call, error);
        }
    });

    /// <summary>Notes that a statement failed: some errors end the transaction, and what runs then is another.</summary>
    private void Note(QuarryException error)
    {
        _failed = true;
        if (_began && _dialect.Classify(error.SqlState ?? "", error.VendorCode) is { EndsTransaction: true })
        {
            _doomed ??= error;
        }
    }

    /// <summary>Notes that a statement failed, which may have ended the transaction; a failure that was asked for is a cancellation. On the session's thread.</summary>
    internal Exception Failed(RunningCall call, QuarryException error)
    {
        Note(error);
        if (!_began && _connection is { } connection && error.Kind != ErrorKind.Transport)
        {
            // A driver that reads by cursors begins a transaction for them, also in autocommit, leaves it aborted, and ends it only where autocommit is off.
            _ = OdbcApi.SQLSetConnectAttrW(connection.Handle, Sql.AttrAutocommit, AutocommitOff, 0);
            _ = OdbcApi.SQLEndTran(Sql.HandleConnection, connection.Handle.Value, Sql.Rollback);
            _ = OdbcApi.SQLSetConnectAttrW(connection.Handle, Sql.AttrAutocommit, AutocommitOn, 0);
        }

        return call.Requested && error.Kind != ErrorKind.Transport ? call.Exception() : error;
    }

    internal RunningCall Begin()
    {
        var call = new RunningCall(Settings.Cancel && Facts.Cancel, _host.Clock);
        Volatile.Write(ref _current, call);
        return call;
    }

    internal void End(RunningCall call) => Interlocked.CompareExchange(ref _current, null, call);

    /// <summary>The result has ended: the session is free for the next.</summary>
    internal void Release(OdbcResult result, RunningCall call)
    {
        End(call);
        if (_open == result)
        {
            _open = null;
        }
    }

    internal void ThrowIfBusy()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ThrowIfSpoiled();
        if (_open is not null)
        {
            throw new InvalidOperationException("A result of this session is still open. Dispose it before the next call.");
        }
    }

    /// <summary>Runs work on a statement of its own, which ends with it.</summary>
    private async Task<T> RunOnceAsync<T>(Func<StatementHandle, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RunningCall call = Begin();
        try
        {
            using CancellationTokenRegistration registration = call.Follow(cancellationToken);
            return await Thread.RunAsync(() =>
            {
                using StatementHandle statement = NewStatement();
                try
                {
                    return call.Run(statement, () => work(statement));
                }
                catch (QuarryException error)
                {
                    throw Failed(call, error);
                }
            }).ConfigureAwait(false);
        }
        finally
        {
            End(call);
        }
    }

    private StatementHandle NewStatement()
    {
        StatementHandle statement = StatementHandle.Allocate(Connection.Handle);
        if (Settings.QueryTimeout > 0)
        {
            try
            {
                Statements.Set(statement, Sql.AttrQueryTimeout, Settings.QueryTimeout);
            }
            catch
            {
                statement.Dispose();
                throw;
            }
        }

        return statement;
    }

    private bool Close()
    {
        _open?.EndOnThread();
        _open = null;
        foreach (OdbcPreparedStatement prepared in _prepared)
        {
            prepared.EndOnThread();
        }

        _prepared.Clear();
        if (_connection is { } connection)
        {
            _connection = null;
            if (_began)
            {
                _ = OdbcApi.SQLEndTran(Sql.HandleConnection, connection.Handle.Value, Sql.Rollback);
            }

            connection.Dispose();
        }

        return true;
    }
}
