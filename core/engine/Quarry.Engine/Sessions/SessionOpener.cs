using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Faults;
using Quarry.Engine.Targets;
using Quarry.Engine.Transports;

namespace Quarry.Engine.Sessions;

/// <summary>Opens one session: the driver by the target, the first transport that has a way, the credential for as long as that takes.</summary>
internal sealed class SessionOpener(ParsedTarget parsed, SourceSecret source, EngineServices services, ArenaAccount memory, DriverCalls calls, SecretScrubber scrubber, string queries)
{
    private readonly Target _target = parsed.Target;
    private readonly Transport[] _transports = Choose([new NativeTransport(), .. services.Transports], parsed);

    public async ValueTask<SourceSession> OpenAsync(CallCancellation cancellation)
    {
        cancellation.Token.ThrowIfCancellationRequested();
        DriverLease lease = services.Drivers.Acquire(_target);
        try
        {
            foreach (Transport transport in _transports)
            {
                Attempt attempt = await OpenAsync(transport, lease, cancellation).ConfigureAwait(false);
                if (attempt.Session is { } session)
                {
                    return session;
                }

                if (attempt.LeaseEnded)
                {
                    lease = services.Drivers.Acquire(_target);
                }
            }

            throw NoTransport(lease);
        }
        catch (AbandonedCallException abandoned)
        {
            // The driver still works on the attempt: its plugin has to stay until that ends.
            _ = EndLeaseAsync(lease, abandoned.Ended);
            throw;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private async ValueTask<Attempt> OpenAsync(Transport transport, DriverLease lease, CallCancellation cancellation)
    {
        string driver = lease.Driver.Info.Id;
        LeasedCredential? credential = source.Current is { } secret ? new(source.Kind, secret) : null;
        var log = new DriverLogBridge(services.Loggers.CreateLogger($"Quarry.Driver.{driver}"), scrubber);
        ArenaAccount account = memory.OpenAccount(queries, null);
        var host = new SessionHost(account, log, services.Clock, credential);
        try
        {
            return await calls.RunAsync(driver, cancellation,
                token => OpenAsync(transport, lease, host, account, credential, token),
                static late => late.Session?.Session.DisposeAsync() ?? default).ConfigureAwait(false);
        }
        finally
        {
            // Also when the driver did not obey and still works.
            credential?.Revoke();
        }
    }

    private async ValueTask<Attempt> OpenAsync(
        Transport transport, DriverLease lease, SessionHost host, ArenaAccount account, LeasedCredential? credential, CancellationToken cancellationToken)
    {
        DriverLease chosen = await transport.ChooseAsync(lease, _target, host, cancellationToken).ConfigureAwait(false);
        Session? session = null;
        try
        {
            session = await transport.OpenAsync(chosen, _target, host, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            credential?.Revoke();
            if (session is null && chosen != lease)
            {
                chosen.Dispose();
            }
        }

        if (session is null)
        {
            return new(null, LeaseEnded: chosen != lease);
        }

        try
        {
            ServerInfo server = session.Server;
            return new(new(chosen, transport.Name, session, account, server, chosen.Driver.Describe(server)), LeaseEnded: false);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            chosen.Dispose();
            throw;
        }
    }

    private static Transport[] Choose(Transport[] all, ParsedTarget target)
    {
        Transport[] own = Array.FindAll(all, transport => transport.Schemes.Contains(target.Target.Scheme, StringComparer.Ordinal));
        if (target.Transport.Length == 0)
        {
            return own.Length > 0 ? own : all;
        }

        Transport[] named = Array.FindAll(all, transport => transport.Name.Equals(target.Transport, StringComparison.OrdinalIgnoreCase));
        return named.Length > 0 ? named : throw new QuarryException(ErrorKind.User, ErrorCodes.NoTransport,
            $"There is no transport \"{target.Transport}\". The transports of this engine are {string.Join(", ", all.Select(transport => transport.Name))}.");
    }

    private QuarryException NoTransport(DriverLease lease)
    {
        string driver = lease.Driver.Info.Id;
        if (parsed.Transport.Length > 0)
        {
            return new(ErrorKind.User, ErrorCodes.NoTransport, lease.Odbc is null
                ? $"Driver \"{driver}\" has no way to {_target} by transport={parsed.Transport}, and no ODBC profile: leave transport={parsed.Transport} out, or name an ODBC driver yourself, as in odbc:Driver={{name}};…."
                : $"Driver \"{driver}\" has no way to {_target} by transport={parsed.Transport}. It is reached through ODBC: write transport=odbc, or leave it out.");
        }

        string fix = lease.Odbc is null
            ? "It has no ODBC profile either, so the plugin cannot connect at all; ask its author."
            : _transports.Length == 1
                ? "It is reached through ODBC, and this engine has no ODBC transport: that comes with Quarry.Odbc."
                : $"It is reached through ODBC; of the transports {string.Join(", ", _transports.Select(transport => transport.Name))} none took it.";
        return new(ErrorKind.User, ErrorCodes.NoTransport, $"Driver \"{driver}\" has no way of its own to {_target}. {fix}");
    }

    private static async Task EndLeaseAsync(DriverLease lease, Task ended)
    {
        await ended.ConfigureAwait(false);
        lease.Dispose();
    }

    /// <summary>What came of a transport: a session, or none; then the lease has ended if the transport had chosen another, which ends it.</summary>
    private readonly record struct Attempt(SourceSession? Session, bool LeaseEnded);
}
