using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting;
using Quarry.Plugins.PostgreSql.Decoding;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>One connection, on a thread of its own.</summary>
internal sealed partial class PostgreSqlSession : Session
{
    // A server that cancels at all does it within milliseconds; one that is black-holed never does.
    private static readonly TimeSpan s_cancelPatience = TimeSpan.FromSeconds(2);

    private const int PromptBytes = 8 << 10;

    private readonly SessionThread _thread = new("PostgreSQL session");
    private readonly DriverHost _host;
    private readonly Dialect _dialect;
    private Link? _link;
    private Canceller? _canceller;
    private SessionReset? _reset;
    private PostgreSqlResult? _open;
    private int _statements;
    private bool _hasWritten;
    private int _disposed;

    private PostgreSqlSession(DriverHost host, TypeMap types, Dialect dialect) => (_host, Types, _dialect) = (host, types, dialect);

    public override ServerInfo Server => Link.Server;

    internal TypeMap Types { get; }

    internal Link Link => _link ?? throw new ObjectDisposedException(nameof(PostgreSqlSession), "The session is closed.");

    internal Canceller Canceller => _canceller ?? throw new ObjectDisposedException(nameof(PostgreSqlSession), "The session is closed.");

    internal BatchMemory Memory => _host.Memory;

    internal CellPositions Positions { get; } = new();

    public static async ValueTask<Session> OpenAsync(PostgreSqlSettings settings, DriverHost host, TypeMap types, Dialect dialect, CancellationToken cancellationToken)
    {
        var session = new PostgreSqlSession(host, types, dialect);
        try
        {
            Link link = await Connector.OpenAsync(session._thread, settings, host, cancellationToken).ConfigureAwait(false);
            session._link = link;
            link.Connection.Watch();
            session._reset = new(link, host.Clock);
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
        // The session's thread is idle, and so small a message never waits for the server. What has written is likely to write next, which must not be
        // sent behind a reset that could fail; and what has a transaction or statements of its own is rid of them now.
        _reset!.Ask(atOnce: _hasWritten || Link.TransactionStatus != Link.Idle || Link.Statements.AreForeign);
        _hasWritten = false;
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _reset?.Dispose();
        if (_canceller is { IsBusy: true })
        {
            // The work may be waiting for the server, on the session's thread or on none.
            _link?.Connection.Abort();
            await _canceller.WhenIdleAsync().ConfigureAwait(false);
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
            return Canceller.Run(scope, () => TakeReset(work));
        }
        catch (QuarryException error) when (IsCancellation(error, scope))
        {
            throw scope.Exception();
        }
    });

    /// <summary>Runs work that waits for the server without a thread, and begins on the caller's; the session's thread is idle.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask RunHereAsync(CancelScope scope, Func<ValueTask> work)
    {
        try
        {
            await Canceller.RunAsync(scope, work).ConfigureAwait(false);
        }
        catch (QuarryException error) when (IsCancellation(error, scope))
        {
            throw scope.Exception();
        }
    }

    /// <summary>Sends a statement, and does the reading of its answer here if the answer is short, else on the session's thread; within <see cref="RunHereAsync"/>.</summary>
    /// <param name="kind">What the statement does.</param>
    /// <param name="write">Writes it into the link's output.</param>
    /// <param name="read">Reads its one answer, and sends before that what was not.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask SendAsync(StatementKind kind, Action write, Func<bool> read)
    {
        int answers = _reset!.Begin();
        // Behind a reset whose answer is still to come only what reads: if the reset failed, its rows are thrown away with the session.
        if (answers > 0 && kind != StatementKind.Select)
        {
            await ReadAsync(answers, static () => true).ConfigureAwait(false);
            answers = 0;
        }

        write();
        await ReadAsync(answers + 1, read).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadAsync(int answers, Func<bool> read)
    {
        // What the socket takes without waiting: nothing else is on its way but a reset.
        bool isSmall = Link.Output.Pending.Length <= PromptBytes;
        if (isSmall && Link.Output.Length > 0)
        {
            Link.Connection.Send();
        }

        if (isSmall && await Link.Connection.ReceiveAnswersAsync(answers).ConfigureAwait(false))
        {
            TakeReset(read);
        }
        else
        {
            await ReadOnThreadAsync(read).ConfigureAwait(false);
        }
    }

    private Task<bool> ReadOnThreadAsync(Func<bool> read) => _thread.RunAsync(() => TakeReset(read));

    private static bool IsCancellation(QuarryException error, CancelScope scope)
        => scope.Requested && (error.SqlState == PgErrors.QueryCancelled || error.Code == ErrorCodes.Aborted);

    private T TakeReset<T>(Func<T> work)
    {
        _reset!.Take();
        return Link.Guard(work);
    }

    /// <summary>Runs work that must be done, cancelled or not.</summary>
    internal Task<T> RunAlwaysAsync<T>(Func<T> work) => _thread.RunAsync(() => Canceller.RunAlways(() =>
    {
        if (_reset!.Begin() > 0)
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
