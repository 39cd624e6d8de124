using System.Security.Cryptography;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Sessions;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>From settings to a link that is logged in: hosts and their addresses one after the other.</summary>
internal static class Connector
{
    /// <summary>Opens a link on the session's thread.</summary>
    /// <param name="thread">The thread; all that blocks runs there.</param>
    /// <param name="settings">Where to.</param>
    /// <param name="host">Credential, memory, clock and log.</param>
    /// <param name="cancellationToken">Ends the attempt: what blocks fails.</param>
    /// <exception cref="QuarryException">No server was reached, or the one that was refused us.</exception>
    public static async Task<Link> OpenAsync(SessionThread thread, PostgreSqlSettings settings, DriverHost host, CancellationToken cancellationToken)
    {
        if (host.Credential is { Kind: CredentialKind.Integrated })
        {
            throw AuthenticationErrors.CredentialUnusable(CredentialKind.Integrated);
        }

        var failures = new List<QuarryException>();
        // The second pass of prefer-standby takes what there is.
        ReadOnlyMemory<TargetSessionAttributes> passes = settings.TargetSessionAttributes == TargetSessionAttributes.PreferStandby
            ? new[] { TargetSessionAttributes.Standby, TargetSessionAttributes.Any } : new[] { settings.TargetSessionAttributes };
        for (int pass = 0; pass < passes.Length; pass++)
        {
            failures.Clear();
            TargetSessionAttributes wanted = passes.Span[pass];
            foreach (PostgreSqlHost server in InOrder(settings))
            {
                if (await TryHostAsync(server, wanted).ConfigureAwait(false) is { } link)
                {
                    return link;
                }
            }
        }

        throw failures.Count == 1 ? failures[0] : PgErrors.NoHost(failures);

        async Task<Link?> TryHostAsync(PostgreSqlHost server, TargetSessionAttributes wanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                foreach (Peer peer in await AddressResolver.ResolveAsync(settings, server, host.Clock, cancellationToken).ConfigureAwait(false))
                {
                    try
                    {
                        return await thread.RunAsync(() => new Opener(peer, wanted, host).Open(cancellationToken)).ConfigureAwait(false);
                    }
                    catch (QuarryException error) when (MayTryNext(error))
                    {
                        Skip(error);
                    }
                }
            }
            catch (QuarryException error) when (MayTryNext(error))
            {
                Skip(error);
            }

            return null;
        }

        void Skip(QuarryException error)
        {
            failures.Add(error);
            if (settings.Hosts.Count > 1)
            {
                host.Log.Write(DriverLogLevel.Information, EventIds.HostSkipped, error.Message);
            }
        }
    }

    /// <summary>Asks the server that a session is connected to, to cancel what the session runs, on a connection of its own and a thread of its own.</summary>
    /// <param name="peer">The session's server (<see cref="Wire.Connection.Peer"/>): the same address and the same TLS mode are used.</param>
    /// <param name="key">The session's process and secret key.</param>
    /// <param name="host">Memory and clock.</param>
    /// <param name="cancellationToken">Ends the request; so does the target's <c>connect_timeout</c>.</param>
    /// <returns>When the server has closed the connection, which it does after it has signalled the session's process.</returns>
    /// <exception cref="QuarryException">The server was not reached in time (Transport).</exception>
    public static async Task SendCancelAsync(Peer peer, (int Process, int Secret) key, DriverHost host, CancellationToken cancellationToken)
    {
        using var thread = new SessionThread("PostgreSQL cancel request");
        await thread.RunAsync(() =>
        {
            CancelRequest.Send(peer, key, host, cancellationToken);
            return true;
        }).ConfigureAwait(false);
    }

    // A server that answers but refuses us ends the search: its next one would as well, and could lock the account. One that is full or starting does not.
    private static bool MayTryNext(QuarryException error)
        => error.Code is ErrorCodes.CannotConnect or ErrorCodes.ConnectTimeout or ErrorCodes.HostUnknown or ErrorCodes.SessionAttributes or ErrorCodes.ConnectionLost
            or ErrorCodes.Protocol or ErrorCodes.TlsNotOffered or ErrorCodes.TlsHandshake or ErrorCodes.TlsInjection
            || error.SqlState is "57P03" or ['5', '3', ..];

    private static PostgreSqlHost[] InOrder(PostgreSqlSettings settings)
    {
        PostgreSqlHost[] hosts = [.. settings.Hosts];
        if (settings.LoadBalanceHosts)
        {
            RandomNumberGenerator.Shuffle(hosts.AsSpan());
        }

        return hosts;
    }
}
