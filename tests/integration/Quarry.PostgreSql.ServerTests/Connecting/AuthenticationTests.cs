using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>Ways of logging in. Variables of the process decide here, so that no other class may ask for a password without a credential.</summary>
[Collection("tls")]
public sealed class AuthenticationTests(TlsServer tls)
{
    private const string Scrambled = "s3cret, with = and ,";

    [Theory]
    [InlineData("sslmode=disable")]
    [InlineData("sslmode=require")]
    [InlineData("sslmode=require", "channel_binding=require")]
    [InlineData("sslmode=require", "channel_binding=require", "ssl_max_protocol_version=TLSv1.2")]
    [InlineData("sslmode=require", "channel_binding=disable")]
    [InlineData("sslmode=disable", "require_auth=scram-sha-256")]
    [InlineData("sslmode=disable", "require_auth=!password,!md5")]
    public async Task Scram_lets_in(params string[] options)
    {
        await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "scrambled", options), new TestHost(Scrambled));
        (await Open.RowsAsync(session, "select current_user::text"))[0][0].Should().Be("scrambled");
    }

    [Fact]
    public async Task Passwords_may_hold_any_character()
    {
        await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "unicode", "sslmode=disable"), new TestHost("pässwörtчерный"));
    }

    [Theory]
    [InlineData("hashed", "hash browns")]
    [InlineData("clear", "open sesame")]
    public async Task Weak_methods_need_TLS_or_leave(string user, string password)
    {
        (await Connect.FailsAsync(Connect.Target(tls.Server, user, "sslmode=disable"), new TestHost(password))).Should()
            .Match<QuarryException>(error => error.Code == 21041 && error.Message.Contains("allow_weak_authentication=1", StringComparison.Ordinal) && !error.ToString().Contains(password, StringComparison.Ordinal));
        await using Session allowed = await Connect.OpenAsync(Connect.Target(tls.Server, user, "sslmode=disable", "allow_weak_authentication=1"), new TestHost(password));
        await using Session encrypted = await Connect.OpenAsync(Connect.Target(tls.Server, user, "sslmode=require"), new TestHost(password));
        (await Connect.FailsAsync(Connect.Target(tls.Server, user, "sslmode=require", "require_auth=scram-sha-256"), new TestHost(password))).Code.Should().Be(21042);
        (await Connect.FailsAsync(Connect.Target(tls.Server, user, "sslmode=require", "channel_binding=require"), new TestHost(password))).Code.Should().Be(21048);
    }

    [Theory]
    [InlineData("scrambled")]
    [InlineData("hashed")]
    [InlineData("clear")]
    public async Task A_wrong_password_is_the_servers_refusal(string user)
    {
        var host = new TestHost("not the pass-phrase");
        QuarryException error = await Connect.FailsAsync(Connect.Target(tls.Server, user), host);
        error.Should().Match<QuarryException>(e => e.Code == 21011 && e.SqlState == "28P01" && e.Kind == ErrorKind.User);
        string.Join('\n', [error.ToString(), .. host.Messages]).Should().NotContain("pass-phrase");
        host.Messages.Should().NotContain(message => message.Contains("not encrypted", StringComparison.Ordinal), "a wrong password is not sent a second time");
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("named")]
    public async Task Refusals_are_told(string user) => (await Connect.FailsAsync(Connect.Target(tls.Server, user, "sslmode=disable"))).Should()
        .Match<QuarryException>(error => error.Code == 21011 && error.SqlState == "28000" && error.Message.Contains(user, StringComparison.Ordinal));

    [Fact]
    public async Task No_authentication_can_be_refused()
    {
        (await Connect.FailsAsync(Connect.Target(tls.Server, "trusted", "require_auth=scram-sha-256"))).Code.Should().Be(21042);
        (await Connect.FailsAsync(Connect.Target(tls.Server, "trusted", "channel_binding=require"))).Code.Should().Be(21048);
        (await Connect.FailsAsync(Connect.Target(tls.Server, "scrambled", "sslmode=disable", "channel_binding=require"), new TestHost(Scrambled))).Code.Should().Be(21048);
        await using Session session = await Connect.OpenAsync(Connect.Target(tls.Server, "trusted", "require_auth=none"));
    }

    [Fact]
    public async Task Without_a_credential_the_variable_and_then_the_file_give_the_password()
    {
        string file = tls.In("pgpass");
        string[] options = ["sslmode=disable", $"passfile={file}"];
        Target target = Connect.Target(tls.Server, "scrambled", options);
        (await Connect.FailsAsync(target)).Should().Match<QuarryException>(error => error.Code == 21043 && error.Message.Contains(".pgpass", StringComparison.Ordinal));

        await File.WriteAllTextAsync(file, $"# comment\nother:*:*:scrambled:wrong\n127.0.0.1:{tls.Server.Port}:postgres:scrambled:{Scrambled}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var host = new TestHost();
        (await Connect.FailsAsync(target, host)).Code.Should().Be(21043);
        host.Messages.Should().ContainSingle(message => message.Contains("chmod 0600", StringComparison.Ordinal));

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using Session byFile = await Connect.OpenAsync(target);
        Environment.SetEnvironmentVariable("PGPASSWORD", "wrong-by-variable");
        try
        {
            QuarryException error = await Connect.FailsAsync(target);
            error.SqlState.Should().Be("28P01", "the variable comes before the file");
            error.ToString().Should().NotContain("wrong-by-variable");
            Environment.SetEnvironmentVariable("PGPASSWORD", Scrambled);
            await using Session byVariable = await Connect.OpenAsync(Connect.Target(tls.Server, "scrambled"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PGPASSWORD", null);
        }
    }
}
