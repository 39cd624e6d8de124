using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Connecting;

[Collection("tls")]
public sealed class TlsModeTests(TlsServer tls, SharedServer bare) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("disable", false)]
    [InlineData("allow", false)]
    [InlineData("prefer", true)]
    [InlineData("require", true)]
    [InlineData("verify-ca", true)]
    [InlineData("verify-full", true)]
    public async Task A_server_with_TLS(string mode, bool encrypted)
    {
        string[] options = mode.StartsWith("verify", StringComparison.Ordinal) ? [$"sslmode={mode}", $"sslrootcert={tls.Root}"] : [$"sslmode={mode}"];
        await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "trusted", options));
        (await Connect.TlsOfAsync(session)).Should().Be(encrypted ? "TLSv1.3" : "");
        session.Server.Facts["tls"].Should().Be(encrypted ? "Tls13" : "none");
    }

    [Theory]
    [InlineData("disable", true)]
    [InlineData("allow", true)]
    [InlineData("prefer", true)]
    [InlineData("require", false)]
    [InlineData("verify-ca", false)]
    [InlineData("verify-full", false)]
    public async Task A_server_without_TLS(string mode, bool opens)
    {
        string[] options = [$"sslmode={mode}", $"sslrootcert={tls.Root}"];
        var host = new TestHost();
        Target target = Connect.Target(bare.Server, "postgres", options);
        if (opens)
        {
            await using Session session = await Connect.OpenAsync(target, host);
            host.Messages.Any(message => message.Contains("not encrypted", StringComparison.Ordinal)).Should().Be(mode == "prefer", "a fallback is visible");
        }
        else
        {
            (await Connect.FailsAsync(target, host)).Code.Should().Be(21030);
        }
    }

    [Fact]
    public async Task Allow_goes_over_to_TLS_where_the_server_demands_it()
    {
        await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "onlytls", "sslmode=allow"));
        (await Connect.TlsOfAsync(session)).Should().StartWith("TLS");
    }

    [Fact]
    public async Task Prefer_goes_on_without_TLS_where_the_server_refuses_it()
    {
        var host = new TestHost();
        await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "onlybare"), host);
        (await Connect.TlsOfAsync(session)).Should().BeEmpty();
        host.Messages.Should().Contain(message => message.Contains("not encrypted", StringComparison.Ordinal));
        (await Connect.FailsAsync(Connect.Target(tls.Server, "onlybare", "sslmode=require"))).Should().Match<QuarryException>(error => error.Code == 21011 && error.SqlState == "28000");
    }

    [Theory]
    [InlineData("ssl_max_protocol_version=TLSv1.2", "TLSv1.2")]
    [InlineData("ssl_min_protocol_version=TLSv1.3", "TLSv1.3")]
    [InlineData("sslsni=0", "TLSv1.3")]
    public async Task Versions_are_bounded(string option, string version)
    {
        await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "trusted", "sslmode=require", option));
        (await Connect.TlsOfAsync(session)).Should().Be(version);
    }

    [Theory]
    [InlineData("verify-ca")]
    [InlineData("verify-full")]
    [InlineData("require")]
    public async Task Another_authority_is_refused(string mode)
        => (await Connect.FailsAsync(Connect.Target(tls.Server, "trusted", $"sslmode={mode}", $"sslrootcert={tls.OtherRoot}"))).Should()
            .Match<QuarryException>(error => error.Code == 21031 && error.Message.Contains("no authority", StringComparison.Ordinal));

    [Fact]
    public async Task Missing_root_files_are_named()
    {
        (await Connect.FailsAsync(Connect.Target(tls.Server, "trusted", "sslmode=require", $"sslrootcert={tls.In("none.crt")}"))).Message.Should().Contain("none.crt");
        (await Connect.FailsAsync(Connect.Target(tls.Server, "trusted", "sslrootcert=system"))).Code.Should().Be(21031, "the system does not know the authority");
    }

    [Fact]
    public async Task The_certificate_is_for_the_host_only_in_full_mode()
    {
        string port = tls.Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Target Named(string mode) => Connect.Target($"db.example:{port}", "trusted", "hostaddr=127.0.0.1", $"sslmode={mode}", $"sslrootcert={tls.Root}");
        await (await Connect.OpenAsync(Named("verify-ca"))).DisposeAsync();
        (await Connect.FailsAsync(Named("verify-full"))).Message.Should().Contain("is not for the host \"db.example\"");
    }

    [Fact]
    public async Task Client_certificates_come_from_PEM_PKCS12_or_the_credential()
    {
        foreach (string[] options in (string[][])[[$"sslcert={tls.In("client.crt")}", $"sslkey={tls.In("client.key")}"], [$"sslcert={tls.In("client.p12")}"]])
        {
            await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "certified", ["sslmode=require", .. options]));
        }

        await using Session byCredential = await Connect.OpenAsync(Connect.Target(tls.Server, "certified", "sslmode=require"), new TestHost(pkcs12: tls.ClientPkcs12));
        (await Connect.FailsAsync(Connect.Target(tls.Server, "certified", "sslmode=require"))).SqlState.Should().Be("28000");
        (await Connect.FailsAsync(Connect.Target(tls.Server, "trusted", "sslmode=disable"), new TestHost(pkcs12: tls.ClientPkcs12))).Code.Should().Be(21044, "nobody would see the certificate");
    }

    [Fact]
    public async Task A_key_that_others_may_read_is_refused()
    {
        string key = tls.In("loose.key");
        File.Copy(tls.In("client.key"), key);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        (await Connect.FailsAsync(Connect.Target(tls.Server, "certified", "sslmode=require", $"sslcert={tls.In("client.crt")}", $"sslkey={key}"))).Should()
            .Match<QuarryException>(error => error.Code == 21032 && error.Message.Contains("chmod 0600", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_statement_under_TLS_is_cancelled_under_TLS()
    {
        await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "onlytls", "sslmode=require"));
        Task running = Open.RowsAsync(session, "select pg_sleep(60)");
        while (await tls.Server.PsqlAsync("select count(*) from pg_stat_activity where usename = 'onlytls' and wait_event = 'PgSleep'") == "0")
        {
        }

        session.Cancel();
        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
        (await Open.RowsAsync(session, "select 1"))[0][0].Should().Be(1);
    }
}
