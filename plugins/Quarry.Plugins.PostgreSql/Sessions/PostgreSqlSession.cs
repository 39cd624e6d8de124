using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>One connection, on a thread of its own.</summary>
internal sealed partial class PostgreSqlSession : Session
{
    private readonly SessionThread _thread = new("PostgreSQL session");
    private readonly DriverHost _host;
    private readonly TypeMap _types;
    private Link? _link;
    private PostgreSqlResult? _open;
    private int _disposed;

    private PostgreSqlSession(DriverHost host, TypeMap types) => (_host, _types) = (host, types);

    public override ServerInfo Server => Link.Server;

    internal Link Link => _link ?? throw new ObjectDisposedException(nameof(PostgreSqlSession), "The session is closed.");

    internal TypeMap Types => _types;

    internal BatchMemory Memory => _host.Memory;

    public static async ValueTask<Session> OpenAsync(PostgreSqlSettings settings, DriverHost host, TypeMap types, CancellationToken cancellationToken)
    {
        var session = new PostgreSqlSession(host, types);
        try
        {
            session._link = await Connector.OpenAsync(session._thread, settings, host, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask PingAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        await RunAsync(() => Link.Command("")).ConfigureAwait(false);
    }

    public override async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        await RunAsync(() => Link.Command("DISCARD ALL")).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        try
        {
            if (_link is { } link)
            {
                await _thread.RunAsync(() =>
                {
                    link.Close();
                    return true;
                }).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            _host.Log.Write(DriverLogLevel.Warning, EventIds.CloseFailed, $"Closing a PostgreSQL session failed: {error.Message}");
        }

        _thread.Dispose();
    }

    public override async ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        ThrowIfBusy();
        var result = new PostgreSqlResult(this, plan);
        _open = result;
        try
        {
            await result.StartAsync(parameters, cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await result.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal Task<T> RunAsync<T>(Func<T> work) => _thread.RunAsync(work);

    internal void Release(PostgreSqlResult result)
    {
        if (_open == result)
        {
            _open = null;
        }
    }

    private void ThrowIfBusy()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_open is not null)
        {
            throw new InvalidOperationException("A result of this session is still open. Dispose it before the next call.");
        }
    }
}
