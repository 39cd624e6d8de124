using Quarry.Contracts;
using Quarry.Odbc;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>A target's options and its password reach the server through psqlODBC as they do on the native way.</summary>
[Collection("tls")]
public sealed class OdbcConnectTests(TlsServer tls, SharedServer bare) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("", true)]
    [InlineData("disable", false)]
    [InlineData("allow", false)]
    [InlineData("prefer", true)]
    [InlineData("require", true)]
    [InlineData("verify-ca", true)]
    [InlineData("verify-full", true)]
    public async Task A_server_with_TLS(string mode, bool encrypted)
    {
        string[] options = [$"sslrootcert={tls.Root}", .. mode.Length > 0 ? (string[])[$"sslmode={mode}"] : []];
        await using Session session = await OpenAsync(Connect.Target(tls.Server, "trusted", options));
        (await Connect.TlsOfAsync(session)).Should().Be(encrypted ? "TLSv1.3" : "");
    }

    [Fact]
    public async Task A_server_whose_certificate_is_anothers_is_refused()
        => await FailsAsync(Connect.Target(tls.Server, "trusted", "sslmode=verify-full", $"sslrootcert={tls.OtherRoot}"));

    [Theory]
    [InlineData("require")]
    [InlineData("verify-full")]
    public async Task A_server_without_TLS_is_refused_if_the_target_demands_it(string mode)
    {
        (await FailsAsync(Connect.Target(bare.Server, "postgres", $"sslmode={mode}", $"sslrootcert={tls.Root}"))).Message.Should().Contain("SSL");
        var keywords = new Target { Scheme = "postgresql", Path = $"host=127.0.0.1 port={bare.Server.Port} user=postgres dbname=postgres sslmode={mode} sslrootcert='{tls.Root}'" };
        (await FailsAsync(keywords)).Message.Should().Contain("SSL", "options of a keyword string count as well");
    }

    [Fact]
    public async Task Options_of_libpq_reach_it()
    {
        await using Session session = await OpenAsync(Connect.Target(bare.Server, "postgres", @"application_name=it's \ here", "options=-c geqo=off"));
        (await Open.RowsAsync(session, "select current_setting('application_name'), current_setting('geqo')"))[0].Should().Equal(@"it's \ here", "off");
    }

    [Theory]
    [InlineData("open sesame")]
    [InlineData("s3cret, with = and ,")]
    [InlineData("a{b}c}};d'")]
    [InlineData("}")]
    [InlineData("50% + x?#&@ü")]
    public async Task A_password_arrives_as_it_is(string password)
    {
        await tls.Server.PsqlAsync($"alter role clear password '{password.Replace("'", "''", StringComparison.Ordinal)}'");
        try
        {
            await using Session session = await OpenAsync(Connect.Target(tls.Server, "clear"), password);
            (await Open.RowsAsync(session, "select current_user::text"))[0].Should().Equal("clear");
        }
        finally
        {
            await tls.Server.PsqlAsync("alter role clear password 'open sesame'");
        }
    }

    private static async Task<Session> OpenAsync(Target target, string? password = null)
        => (await new OdbcDriver(new PostgreSqlDriver(), new PostgreSqlOdbcProfile()).OpenAsync(target, new TestHost(password), CancellationToken.None))!;

    private static async Task<QuarryException> FailsAsync(Target target)
    {
        Func<Task> open = async () =>
        {
            await using Session session = await OpenAsync(target);
        };
        QuarryException error = (await open.Should().ThrowAsync<QuarryException>()).Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.Transport, 4010));
        return error;
    }
}
