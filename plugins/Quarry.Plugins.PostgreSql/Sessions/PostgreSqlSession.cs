using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>One connection, on a thread of its own.</summary>
internal sealed partial class PostgreSqlSession : Session
{
    // A server that cancels at all does it within milliseconds; one that is black-holed never does.
    private static readonly TimeSpan s_cancelPatience = TimeSpan.FromSeconds(2);

    private readonly SessionThread _thread = new("PostgreSQL session");
    private readonly DriverHost _host;
    private readonly Dialect _dialect;
    private Link? _link;
    private Canceller? _canceller;
    private SessionReset? _reset;
    private PostgreSqlResult? _open;
    private int _statements;
    private int _disposed;

    private PostgreSqlSession(DriverHost host, TypeMap types, Dialect dialect) => (_host, Types, _dialect) = (host, types, dialect);

    public override ServerInfo Server => Link.Server;

    internal TypeMap Types { get; }

    internal Link Link => _link ?? throw new ObjectDisposedException(nameof(PostgreSqlSession), "The session is closed.");

    internal Canceller Canceller => _canceller ?? throw new ObjectDisposedException(nameof(PostgreSqlSession), "The session is closed.");

    internal BatchMemory Memory => _host.Memory;

    public static async ValueTask<Session> OpenAsync(PostgreSqlSettings settings, DriverHost host, TypeMap types, Dialect dialect, CancellationToken cancellationToken)
    {
        var session = new PostgreSqlSession(host, types, dialect);
        try
        {
            Link link = await Connector.OpenAsync(session._thread, settings, host, cancellationToken).ConfigureAwait(false);
            session._link = link;
            session._reset = new(link);
            session._canceller = new(link, host.Clock, s_cancelPatience, token => Connector.SendCancelAsync(link.Connection.Peer, link.Key, host, token));
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override void Cancel() => _canceller?.CancelCurrent();

    public override async ValueTask PingAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        await RunOnceAsync(() => Link.Command(""), cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_open is not null)
        {
            await RunAlwaysAsync(EndOpen).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        // The session's thread is idle, and so small a message never waits for the server.
        _reset!.Send();
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (_canceller is { IsBusy: true })
        {
            // The work may be waiting for the server on the session's thread.
            _link?.Connection.Abort();
        }

        try
        {
            await _thread.RunAsync(() => _canceller is null ? Close() : _canceller.RunAlways(Close)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Closing never throws; what remains is for the finalizer of the socket's handle.
            _host.Log.Write(DriverLogLevel.Warning, EventIds.CloseFailed, $"Closing a PostgreSQL session failed: {error.Message}");
        }

        _thread.Dispose();
    }

    /// <summary>Runs work of one call, which ends with it.</summary>
    internal async Task<T> RunOnceAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CancelScope scope = Canceller.Begin();
        try
        {
            using CancellationTokenRegistration registration = scope.Follow(cancellationToken);
            T result = await RunAsync(scope, work).ConfigureAwait(false);
            // The answer came, but too late: the connection was given up meanwhile.
            Link.Connection.ThrowIfBroken();
            return result;
        }
        finally
        {
            Canceller.End(scope);
        }
    }

    /// <summary>Runs work on the session's thread; what the server reports because the scope asked for it is a cancellation.</summary>
    internal Task<T> RunAsync<T>(CancelScope scope, Func<T> work) => _thread.RunAsync(() =>
    {
        try
        {
            return Canceller.Run(scope, () =>
            {
                _reset!.Take();
                return Link.Guard(work);
            });
        }
        catch (QuarryException error) when (scope.Requested && (error.SqlState == PgErrors.QueryCancelled || error.Code == ErrorCodes.Aborted))
        {
            throw scope.Exception();
        }
    });

    /// <summary>Runs work that must be done, cancelled or not.</summary>
    internal Task<T> RunAlwaysAsync<T>(Func<T> work) => _thread.RunAsync(() => Canceller.RunAlways(() =>
    {
        if (_reset!.IsPending)
        {
            Canceller.Limit();
            _reset.Take();
        }

        return Link.Guard(work);
    }));

    /// <summary>Runs work that must be done; the token only limits the time that the server may take for it.</summary>
    internal async Task RunToEndAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static canceller => ((Canceller)canceller!).CancelCurrent(), Canceller);
        await RunAlwaysAsync(() =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Canceller.Limit();
            }

            return work();
        }).ConfigureAwait(false);
    }

    /// <summary>Reads the answer of a reset if it is here; true if none is awaited. While the session's thread is idle.</summary>
    internal bool TakeReset()
    {
        if (_reset!.IsPending && Link.Connection.HasInput)
        {
            Link.Guard(() =>
            {
                _reset.Take();
                return true;
            });
        }

        return !_reset.IsPending;
    }

    internal void ThrowIfBusy()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_open is not null)
        {
            throw new InvalidOperationException("A result of this session is still open. Dispose it before the next call.");
        }
    }

    private bool Close()
    {
        EndOpen();
        _link?.Close();
        return true;
    }

    /// <summary>Ends the open result, if there is one, and frees the session for the next; on the session's thread.</summary>
    private bool EndOpen()
    {
        _open?.EndOnThread();
        _open = null;
        return true;
    }
}
