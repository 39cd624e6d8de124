using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Sessions;

/// <summary>One connection, on a thread of its own.</summary>
internal sealed partial class SqliteSession : Session
{
    private readonly SessionThread _thread = new("SQLite session");
    private readonly List<SqlitePreparedStatement> _prepared = [];
    private readonly Interrupter _interrupter;
    private readonly SqliteSettings _settings;
    private readonly DriverHost _host;
    private readonly TypeMap _types;
    private readonly Dialect _dialect;
    private ServerInfo? _server;
    private Database? _database;
    private SqliteResult? _open;
    private bool _isUtf8;
    private bool _encodingIsFixed;
    private int _disposed;

    private SqliteSession(SqliteSettings settings, DriverHost host, TypeMap types, Dialect dialect)
    {
        (_settings, _host, _types, _dialect) = (settings, host, types, dialect);
        _interrupter = new(host.Clock, settings.BusyTimeout);
    }

    public override ServerInfo Server => _server!;

    /// <summary>What a statement's result needs; to be asked after the statement's first step, on the session's thread.</summary>
    internal QueryContext Context
    {
        get
        {
            if (!_encodingIsFixed)
            {
                ReadEncoding();
            }

            return new(Database, _types, _host.Memory, _isUtf8);
        }
    }

    private Database Database => _database ?? throw new ObjectDisposedException(nameof(SqliteSession), "The session is closed.");

    public static async ValueTask<Session> OpenAsync(SqliteSettings settings, DriverHost host, TypeMap types, Dialect dialect, CancellationToken cancellationToken)
    {
        var session = new SqliteSession(settings, host, types, dialect);
        try
        {
            await session.RunOnceAsync(session.Open, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override void Cancel() => _interrupter.CancelCurrent();

    public override async ValueTask PingAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        await RunOnceAsync(() => Database.Scalar("SELECT 1"), cancellationToken).ConfigureAwait(false);
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
            await _thread.RunAsync(Close).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Closing never throws; what remains is for the finalizer of the handle.
            _host.Log.Write(DriverLogLevel.Warning, 1, $"Closing a SQLite session failed: {error.Message}");
        }

        _thread.Dispose();
    }

    /// <summary>Runs work of one call, which ends with it.</summary>
    internal async Task<T> RunOnceAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CancelScope scope = _interrupter.Begin();
        try
        {
            using CancellationTokenRegistration registration = scope.Follow(cancellationToken);
            return await RunAsync(scope, work).ConfigureAwait(false);
        }
        finally
        {
            _interrupter.End(scope);
        }
    }

    /// <summary>Runs work on the session's thread; what the library reports because the scope asked for it is a cancellation.</summary>
    internal Task<T> RunAsync<T>(CancelScope scope, Func<T> work) => _thread.RunAsync(() =>
    {
        try
        {
            return _interrupter.Run(scope, work);
        }
        catch (QuarryException error) when (scope.Requested && SqliteConst.Primary(error.VendorCode) is SqliteConst.Interrupt or SqliteConst.Busy)
        {
            throw scope.Exception();
        }
    });

    /// <summary>Runs work that must be done, cancelled or not.</summary>
    internal Task<T> RunAlwaysAsync<T>(Func<T> work) => _thread.RunAsync(() => _interrupter.Run(new CancelScope(_interrupter), work));

    internal void ThrowIfBusy()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_open is not null)
        {
            throw new InvalidOperationException("A result of this session is still open. Dispose it before the next call.");
        }
    }

    private bool Open()
    {
        try
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(SqliteApi).TypeHandle);
        }
        catch (TypeInitializationException error)
        {
            throw SqliteErrors.LibraryMissing(error.InnerException?.Message ?? error.Message);
        }

        _database = Database.Open(_settings);
        _interrupter.Attach(_database.Pointer);
        try
        {
            // The first statement that reads the file; opening alone reads nothing.
            ReadEncoding();
        }
        catch (QuarryException error)
        {
            throw OpenErrors.Of(_settings, error.VendorCode, error.Records.Count > 0 ? error.Records[0].Message : error.Message, SqliteApi.SystemError(_database.Pointer));
        }

        if (_settings.Mode != SqliteOpenMode.ReadOnly && _database.IsReadOnly)
        {
            // The library falls back to reading without a word.
            throw OpenErrors.NotWritable(_settings.Path);
        }

        _database.Execute(_settings.ForeignKeys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
        _server = SqliteServer.Describe(_database, _isUtf8);
        return true;
    }

    /// <summary>As long as a database is empty, this session or another may still choose its encoding.</summary>
    private void ReadEncoding()
    {
        _encodingIsFixed = Database.Scalar("SELECT EXISTS (SELECT 1 FROM sqlite_schema)") == "1";
        _isUtf8 = Database.Scalar("PRAGMA encoding") == "UTF-8";
    }

    private bool Close()
    {
        EndOpenOnThread();
        foreach (SqlitePreparedStatement prepared in _prepared)
        {
            prepared.EndOnThread();
        }

        _prepared.Clear();
        _database?.Dispose();
        _database = null;
        _interrupter.Dispose();
        return true;
    }
}
