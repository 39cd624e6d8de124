using System.Globalization;
using System.Net;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting.Options;

/// <summary>Reads the servers of a target: from its authority, or from <c>host</c>, <c>hostaddr</c> and <c>port</c>, which are lists of equal length.</summary>
internal static class HostReader
{
    /// <summary>Moves what the authority says to the options <c>host</c> and <c>port</c>.</summary>
    public static void AddAuthority(Target target, OptionValues values)
    {
        if (target.Host.Contains(',', StringComparison.Ordinal))
        {
            (string Host, string Port)[] parts = [.. target.Host.Split(',').Select(HostAndPort)];
            values.Add("host", string.Join(',', parts.Select(part => part.Host)));
            if (parts.Any(part => part.Port.Length > 0))
            {
                values.Add("port", string.Join(',', parts.Select(part => part.Port)));
            }

            return;
        }

        if (target.Host.Length > 0)
        {
            values.Add("host", target.Host);
        }

        if (target.Port != 0)
        {
            values.Add("port", target.Port.ToString(CultureInfo.InvariantCulture));
        }
    }

    public static IReadOnlyList<PostgreSqlHost> Read(OptionValues values)
    {
        string[] addresses = values.Text("hostaddr")?.Split(',') ?? [];
        string[] names = values.Text("host")?.Split(',') ?? [];
        string[] ports = values.Text("port")?.Split(',') ?? [];
        int count = Math.Max(Math.Max(names.Length, addresses.Length), 1);
        if (names.Length > 0 && addresses.Length > 0 && names.Length != addresses.Length)
        {
            throw values.Invalid("hostaddr", string.Create(CultureInfo.InvariantCulture, $"one address for each of the {names.Length} hosts, separated by commas"));
        }

        if (ports.Length > 1 && ports.Length != count)
        {
            throw values.Invalid("port", string.Create(CultureInfo.InvariantCulture, $"one port, or one for each of the {count} hosts, separated by commas"));
        }

        return [.. Enumerable.Range(0, count).Select(i => new PostgreSqlHost
        {
            Name = At(names, i) ?? At(addresses, i) ?? "localhost",
            Address = Address(At(addresses, i) ?? "", values),
            Port = Port(ports.Length == 1 ? ports[0] : At(ports, i), values),
        })];
    }

    private static string? At(string[] list, int i) => i < list.Length ? list[i].Trim().NullIfEmpty() : null;

    private static string Address(string text, OptionValues values)
        => text.Length == 0 || IPAddress.TryParse(text, out _) ? text : throw values.Invalid("hostaddr", "IPv4 or IPv6 addresses, such as 192.0.2.1 or 2001:db8::1");

    private static int Port(string? text, OptionValues values)
    {
        if (string.IsNullOrEmpty(text))
        {
            return PostgreSqlSettings.DefaultPort;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535 ? port : throw values.Invalid("port", "a number from 1 to 65535");
    }

    // The engine leaves a list of hosts as it was written.
    private static (string Host, string Port) HostAndPort(string text)
    {
        int end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        end = end < 0 ? text.Length : end;
        bool valid = (end == text.Length || text[end] == ':') && !(text.StartsWith('[') && end == 0);
        string host = valid ? Uri.UnescapeDataString(text[..end].Trim('[', ']')) : throw OptionErrors.HostList();
        return host.Contains(',', StringComparison.Ordinal) ? throw OptionErrors.HostList() : (host, end == text.Length ? "" : text[(end + 1)..]);
    }
}
