using System.Net;
using System.Net.Sockets;
using System.Text;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>Hosts one after the other. The read-only server refuses to write by default, as a standby does.</summary>
public sealed class SeveralHostsTests(SharedServer shared, ReadOnlyServer readOnly) : IClassFixture<SharedServer>, IClassFixture<ReadOnlyServer>
{
    private string Writable => $"127.0.0.1:{shared.Server.Port}";

    private string Reading => $"127.0.0.1:{readOnly.Server.Port}";

    [Theory]
    [InlineData("any", true)]
    [InlineData("read-write", false)]
    [InlineData("read-only", true)]
    [InlineData("primary", true)]
    [InlineData("prefer-standby", true)]
    public async Task The_first_that_fits_is_used(string attributes, bool first)
    {
        string dead = DeadAddress();
        await using Session session = await Connect.OpenAsync(Connect.Target($"{dead},{Reading},{Writable}", "postgres", $"target_session_attrs={attributes}"));
        (await Open.RowsAsync(session, "select current_setting('port')"))[0][0].Should().Be((first ? Reading : Writable).Split(':')[1]);
    }

    [Fact]
    public async Task The_error_tells_of_each_host()
    {
        string dead = DeadAddress();
        QuarryException error = await Connect.FailsAsync(Connect.Target($"{dead},{Reading},{Writable}", "postgres", "target_session_attrs=standby"));
        error.Should().Match<QuarryException>(e => e.Code == 21015 && e.Records.Count == 3 && e.IsTransient);
        error.Message.Should().Contain(dead).And.Contain(Reading).And.Contain(Writable);
        (await Connect.FailsAsync(Connect.Target(Writable, "postgres", "target_session_attrs=read-only"))).Code.Should().Be(21014);
    }

    [Fact]
    public async Task A_refusal_ends_the_search()
        => (await Connect.FailsAsync(Connect.Target($"{Reading},{Writable}", "nobody"))).Should().Match<QuarryException>(error => error.Code == 21011 && error.SqlState == "28000");

    [Fact]
    public async Task A_server_that_starts_is_passed_over()
    {
        await using var starting = new ScriptedServer(async (_, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await stream.WriteAsync(ScriptedServer.Error("FATAL", "57P03", "the database system is starting up"));
        });
        await using Session session = await Connect.OpenAsync(Connect.Target($"{starting.Address},{Writable}", "postgres", "sslmode=disable"));
        await starting.AllClosedAsync();
    }

    [Fact]
    public async Task A_black_hole_costs_its_own_time_only()
    {
        using var full = new FullListener();
        await using Session session = await Connect.OpenAsync(Connect.Target($"{full.Address},{Writable}", "postgres", "connect_timeout=1"));
        (await Connect.FailsAsync(Connect.Target(full.Address, "postgres", "connect_timeout=1"))).Code.Should().Be(21012);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Func<Task> open = () => Connect.OpenAsync(Connect.Target(full.Address, "postgres", "connect_timeout=0"), null, source.Token);
        await open.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("read-write", "SHOW", "off", true)]
    [InlineData("read-write", "SHOW", "on", false)]
    [InlineData("standby", "pg_is_in_recovery", "t", true)]
    [InlineData("primary", "pg_is_in_recovery", "t", false)]
    public async Task Servers_that_do_not_report_it_are_asked(string attributes, string question, string answer, bool fits)
    {
        await using var old = new ScriptedServer(async (self, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await stream.WriteAsync((byte[])[.. ScriptedServer.Authentication(0), .. ScriptedServer.Status("server_version", "13.4"), .. ScriptedServer.Ready]);
            string asked = Encoding.UTF8.GetString(await self.ReadAsync(stream));
            await stream.WriteAsync((byte[])[.. ScriptedServer.Row(asked.Contains(question, StringComparison.Ordinal) ? answer : "?"), .. ScriptedServer.Message('C', 0x41, 0), .. ScriptedServer.Ready]);
        });
        Target target = Connect.Target(old.Address, "app", "sslmode=disable", $"target_session_attrs={attributes}");
        if (fits)
        {
            await (await Connect.OpenAsync(target)).DisposeAsync();
        }
        else
        {
            (await Connect.FailsAsync(target)).Code.Should().Be(21014);
        }
    }

    [Fact]
    public async Task Random_order_uses_every_host()
    {
        var seen = new HashSet<object?>();
        for (int i = 0; i < 200 && seen.Count < 2; i++)
        {
            await using Session session = await Connect.OpenAsync(Connect.Target($"{Reading},{Writable}", "postgres", "load_balance_hosts=random", "sslmode=disable"));
            seen.Add((await Open.RowsAsync(session, "select current_setting('port')"))[0][0]);
        }

        seen.Should().HaveCount(2);
    }

    private static string DeadAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
