using System.Collections.Frozen;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Fixtures.PostgreSql;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>Targets by host, user and options.</summary>
internal static class Connect
{
    public static Target Target(PostgreSqlServer server, string user, params string[] options) => Target($"127.0.0.1:{server.Port}", user, options);

    public static Target Target(string address, string user, params string[] options)
    {
        int colon = address.LastIndexOf(':');
        bool list = address.Contains(',', StringComparison.Ordinal);
        return new()
        {
            Scheme = "postgresql",
            UserName = user,
            Host = list ? address : address[..colon],
            Port = list ? 0 : int.Parse(address[(colon + 1)..], CultureInfo.InvariantCulture),
            Path = "/postgres",
            Options = options.Select(option => option.Split('=', 2)).ToFrozenDictionary(option => option[0], option => option[1]),
        };
    }

    public static async Task<Session> OpenAsync(Target target, TestHost? host = null, CancellationToken cancellationToken = default)
        => (await new PostgreSqlDriver().OpenAsync(target, host ?? new(), cancellationToken))!;

    public static async Task<QuarryException> FailsAsync(Target target, TestHost? host = null)
    {
        Func<Task> open = async () =>
        {
            await using Session session = await OpenAsync(target, host);
        };
        return (await open.Should().ThrowAsync<QuarryException>()).Which;
    }

    /// <summary>TLS as the server sees it: its version, or "" without.</summary>
    public static async Task<string> TlsOfAsync(Session session)
        => (string?)(await Open.RowsAsync(session, "select coalesce(version, '') from pg_stat_ssl where pid = pg_backend_pid()"))[0][0] ?? "";
}
