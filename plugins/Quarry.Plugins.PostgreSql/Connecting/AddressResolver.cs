using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>From a host to the addresses to try.</summary>
internal static class AddressResolver
{
    /// <summary>Looks a host up.</summary>
    /// <returns>One address or more, in the order in which to try them.</returns>
    /// <exception cref="QuarryException">The name is not known, or the answer takes too long (Transport).</exception>
    public static async Task<IReadOnlyList<Peer>> ResolveAsync(PostgreSqlSettings settings, PostgreSqlHost host, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (host.IsUnixSocket)
        {
            return [new(settings, host, SocketOf(host), IsTls: false)];
        }

        string name = host.Address.Length > 0 ? host.Address : host.Name;
        if (!IPAddress.TryParse(name, out IPAddress? literal))
        {
            using var attempt = new Attempt(settings.ConnectTimeout, clock, cancellationToken);
            try
            {
                IPAddress[] found = await Dns.GetHostAddressesAsync(name, attempt.Token).ConfigureAwait(false);
                if (settings.LoadBalanceHosts)
                {
                    RandomNumberGenerator.Shuffle(found.AsSpan());
                }

                return found.Length > 0 ? [.. found.Select(address => PeerOf(settings, host, address))] : throw PgErrors.HostUnknown(host, "it has no address");
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ArgumentException)
            {
                attempt.ThrowIfEnded($"the name service, for {host},");
                throw PgErrors.HostUnknown(host, error.Message);
            }
        }

        return [PeerOf(settings, host, literal)];
    }

    private static Peer PeerOf(PostgreSqlSettings settings, PostgreSqlHost host, IPAddress address) => new(settings, host, new IPEndPoint(address, host.Port), IsTls: false);

    private static UnixDomainSocketEndPoint SocketOf(PostgreSqlHost host)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{host.Name}/.s.PGSQL.{host.Port}");
        try
        {
            return new(path.StartsWith('@') ? $"\0{path[1..]}" : path);
        }
        catch (Exception error) when (error is ArgumentException or PlatformNotSupportedException)
        {
            throw PgErrors.CannotConnect($"the Unix socket {path}", error.Message);
        }
    }
}
