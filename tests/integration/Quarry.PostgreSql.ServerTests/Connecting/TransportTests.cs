using System.Globalization;
using System.Text;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Connecting;

public sealed class TransportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Sockets_addresses_and_names_lead_to_the_server()
    {
        string port = shared.Server.Port.ToString(CultureInfo.InvariantCulture);
        string[] paths = [$"host={shared.Server.SocketDirectory} port={port}", $"host=::1 port={port}", $"host=localhost port={port}", $"host=db.example hostaddr=127.0.0.1 port={port}"];
        foreach (string path in paths)
        {
            await using Session session = await Connect.OpenAsync(new() { Scheme = "postgresql", Path = path + " user=postgres dbname=postgres application_name='a b' options='-c geqo=off'" });
            List<object?[]> rows = await Open.RowsAsync(session, "select coalesce(host(inet_client_addr()), 'socket'), current_setting('application_name'), current_setting('geqo'), current_setting('client_encoding')");
            rows[0].Should().Equal(path.Contains("::1", StringComparison.Ordinal) ? "::1" : path.Contains(shared.Server.SocketDirectory, StringComparison.Ordinal) ? "socket" : rows[0][0], "a b", "off", "UTF8");
        }
    }

    [Fact]
    public async Task Missing_servers_are_named()
    {
        (await Connect.FailsAsync(new() { Scheme = "postgresql", Path = "host=/nonexistent" })).Should().Match<QuarryException>(error => error.Code == 21010 && error.Message.Contains("/nonexistent/.s.PGSQL.5432", StringComparison.Ordinal));
        (await Connect.FailsAsync(new() { Scheme = "postgresql", Path = "host=" + new string('x', 200).Insert(0, "/") })).Code.Should().Be(21010);
        (await Connect.FailsAsync(Connect.Target("no-such-host.invalid:5432", "app"))).Should().Match<QuarryException>(error => error.Code == 21013 && error.Kind == ErrorKind.Transport);
        (await Connect.FailsAsync(new() { Scheme = "postgresql", Host = "127.0.0.1", Port = shared.Server.Port, UserName = "postgres", Path = "/none" })).Should()
            .Match<QuarryException>(error => error.SqlState == "3D000" && error.Kind == ErrorKind.User);
    }

    [Fact]
    public async Task Keep_alives_are_set_on_the_socket()
    {
        await using Session session = await Connect.OpenAsync(Connect.Target(shared.Server, "postgres", "keepalives_idle=1234", "keepalives_interval=7", "keepalives_count=3", "tcp_user_timeout=54321"));
        string port = ((int)(await Open.RowsAsync(session, "select inet_client_port()"))[0][0]!).ToString("X4", CultureInfo.InvariantCulture);
        // The state's timer column: 02 is the keep-alive timer, whose rest is at most 1 234 s in ticks of 10 ms.
        // Connections to other servers may have, or have had, the same port here.
        string[] fields = File.ReadLines("/proc/net/tcp").Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(entry => entry[1] == $"0100007F:{port}" && entry[2] == $"0100007F:{shared.Server.Port:X4}");
        string[] timer = fields[5].Split(':');
        timer[0].Should().Be("02");
        int.Parse(timer[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture).Should().BeInRange(100_000, 123_500);

        await using Session without = await Connect.OpenAsync(Connect.Target(shared.Server, "postgres", "keepalives=0"));
    }

    [Fact]
    public async Task Products_that_hide_behind_an_old_version_are_asked_once()
    {
        int asked = 0;
        await using var server = new ScriptedServer(async (self, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await stream.WriteAsync((byte[])[.. ScriptedServer.Authentication(0), .. ScriptedServer.Status("server_version", "8.0.2"), .. ScriptedServer.Ready]);
            Encoding.UTF8.GetString(await self.ReadAsync(stream)).Should().Contain("version()");
            asked++;
            await stream.WriteAsync((byte[])[.. ScriptedServer.Row("PostgreSQL 8.0.2 on i686, Redshift 1.0.58558"), .. ScriptedServer.Message('C', 0x41, 0), .. ScriptedServer.Ready]);
        });
        await using Session session = await Connect.OpenAsync(Connect.Target(server.Address, "app", "sslmode=disable"));
        session.Server.Should().Match<ServerInfo>(info => info.Product == "Amazon Redshift" && info.Version == new Version(8, 0, 2) && info.VersionText.Contains("Redshift"));
        asked.Should().Be(1);
    }

    [Fact]
    public async Task Notices_of_the_login_are_events_and_parameters_are_facts()
    {
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await stream.WriteAsync((byte[])[.. ScriptedServer.Message('N', Encoding.UTF8.GetBytes("SWARNING\0VWARNING\0C01000\0Mread the news\0\0")), .. ScriptedServer.Authentication(0),
                .. ScriptedServer.Status("server_version", "17.2"), .. ScriptedServer.Status("crdb_version", "CockroachDB CCL v23.1.11"), .. ScriptedServer.Ready]);
        });
        var host = new TestHost();
        await using Session session = await Connect.OpenAsync(Connect.Target(server.Address, "app", "sslmode=disable"), host);
        host.Messages.Should().ContainSingle(message => message.Contains("read the news", StringComparison.Ordinal));
        session.Server.Should().Match<ServerInfo>(info => info.Product == "CockroachDB" && info.Facts["crdb_version"].StartsWith("CockroachDB") && info.Facts["tls"] == "none");
    }
}
