using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void A_target_without_parts_is_the_local_server()
    {
        PostgreSqlSettings settings = Parse("", user: "app");
        settings.Hosts.Should().Equal(new PostgreSqlHost { Name = "localhost", Port = 5432 });
        settings.Should().Match<PostgreSqlSettings>(s => s.User == "app" && s.Database == "app" && s.SslMode == SslMode.Prefer && s.ConnectTimeout == TimeSpan.FromSeconds(15) && s.KeepAlives
            && s.ChannelBinding == ChannelBindingMode.Prefer && s.RequireAuth == AuthenticationMethods.Any && s.SslRootCert.Length == 0 && s.ApplicationName == "Quarry");
    }

    [Theory]
    [InlineData("db", 0, "", "db:5432")]
    [InlineData("db", 6000, "", "db:6000")]
    [InlineData("::1", 0, "", "[::1]:5432")]
    [InlineData("h1:1,h2,[::1]:3", 0, "", "h1:1 h2:5432 [::1]:3")]
    [InlineData("h1,%2Frun%2Fpg:7", 0, "", "h1:5432 /run/pg:7")]
    [InlineData("", 0, "host=/run/pg;port=7", "/run/pg:7")]
    [InlineData("", 0, "host=a,b;port=7", "a:7 b:7")]
    [InlineData("", 0, "host=a,,c;port=7,,9", "a:7 localhost:5432 c:9")]
    [InlineData("", 0, "hostaddr=192.0.2.1,2001:db8::1", "192.0.2.1:5432 [2001:db8::1]:5432")]
    public void Hosts(string host, int port, string options, string expected)
        => string.Join(' ', Parse(options, host, port).Hosts).Should().Be(expected);

    [Theory]
    [InlineData("sslmode", "verify-full", nameof(PostgreSqlSettings.SslMode), "VerifyFull")]
    [InlineData("sslmode", "allow", nameof(PostgreSqlSettings.SslMode), "Allow")]
    [InlineData("SSLMODE", "disable", nameof(PostgreSqlSettings.SslMode), "Disable")]
    [InlineData("sslrootcert", "/ca.pem", nameof(PostgreSqlSettings.SslRootCert), "/ca.pem")]
    [InlineData("sslrootcert", "system", nameof(PostgreSqlSettings.SslMode), "VerifyFull")]
    [InlineData("sslcert", "/c.pem", nameof(PostgreSqlSettings.SslCert), "/c.pem")]
    [InlineData("sslkey", "/k.pem", nameof(PostgreSqlSettings.SslKey), "/k.pem")]
    [InlineData("sslsni", "0", nameof(PostgreSqlSettings.SslSni), "False")]
    [InlineData("ssl_min_protocol_version", "TLSv1.3", nameof(PostgreSqlSettings.SslMinVersion), "1.3")]
    [InlineData("ssl_max_protocol_version", "TLSv1.2", nameof(PostgreSqlSettings.SslMaxVersion), "1.2")]
    [InlineData("channel_binding", "require", nameof(PostgreSqlSettings.ChannelBinding), "Require")]
    [InlineData("require_auth", "md5,scram-sha-256", nameof(PostgreSqlSettings.RequireAuth), "Md5, ScramSha256")]
    [InlineData("require_auth", "!none,!gss", nameof(PostgreSqlSettings.RequireAuth), "Password, Md5, ScramSha256")]
    [InlineData("allow_weak_authentication", "1", nameof(PostgreSqlSettings.AllowWeakAuthentication), "True")]
    [InlineData("application_name", "loader", nameof(PostgreSqlSettings.ApplicationName), "loader")]
    [InlineData("options", "-c geqo=off", nameof(PostgreSqlSettings.ServerOptions), "-c geqo=off")]
    [InlineData("connect_timeout", "0", nameof(PostgreSqlSettings.ConnectTimeout), "00:00:00")]
    [InlineData("keepalives", "0", nameof(PostgreSqlSettings.KeepAlives), "False")]
    [InlineData("keepalives_idle", "30", nameof(PostgreSqlSettings.KeepAlivesIdle), "30")]
    [InlineData("keepalives_interval", "5", nameof(PostgreSqlSettings.KeepAlivesInterval), "5")]
    [InlineData("keepalives_count", "3", nameof(PostgreSqlSettings.KeepAlivesCount), "3")]
    [InlineData("target_session_attrs", "prefer-standby", nameof(PostgreSqlSettings.TargetSessionAttributes), "PreferStandby")]
    [InlineData("load_balance_hosts", "random", nameof(PostgreSqlSettings.LoadBalanceHosts), "True")]
    [InlineData("passfile", "/p", nameof(PostgreSqlSettings.PassFile), "/p")]
    [InlineData("dbname", "sales", nameof(PostgreSqlSettings.Database), "sales")]
    [InlineData("user", "app", nameof(PostgreSqlSettings.User), "app")]
    [InlineData("client_encoding", "utf-8", nameof(PostgreSqlSettings.SslMode), "Prefer")]
    [InlineData("gssencmode", "disable", nameof(PostgreSqlSettings.SslMode), "Prefer")]
    public void Options_are_read(string name, string value, string property, string expected)
        => $"{typeof(PostgreSqlSettings).GetProperty(property)!.GetValue(Parse($"{name}={value}"))}".Should().Be(expected);

    [Theory]
    [InlineData("sslmode=on", "disable, allow, prefer, require, verify-ca, verify-full")]
    [InlineData("port=0", "from 1 to 65535")]
    [InlineData("port=1,2", "one port")]
    [InlineData("host=a,b;hostaddr=192.0.2.1", "each of the 2 hosts")]
    [InlineData("hostaddr=name", "IPv4 or IPv6")]
    [InlineData("connect_timeout=-1", "from 0 to")]
    [InlineData("keepalives=yes", "1, 0")]
    [InlineData("client_encoding=LATIN1", "UTF8")]
    [InlineData("gssencmode=prefer", "ODBC")]
    [InlineData("sslrootcert=system;sslmode=require", "verify-full")]
    [InlineData("sslnegotiation=direct", "require, verify-ca or verify-full")]
    [InlineData("ssl_min_protocol_version=TLSv1.3;ssl_max_protocol_version=TLSv1.2", "not above")]
    [InlineData("ssl_min_protocol_version=TLSv1.1", "TLSv1.2 or TLSv1.3")]
    [InlineData("require_auth=none,!md5", "either all")]
    [InlineData("require_auth=gss", "scram-sha-256")]
    [InlineData("application_name=a\0b", "NUL")]
    public void Wrong_values_name_what_is_accepted(string options, string expected) => Fails(options, 21001).Should().Contain(expected);

    [Fact]
    public void Unknown_options_name_the_nearest()
    {
        Fails("sslmod=require", 21000).Should().Contain("\"sslmod\"").And.Contain("sslmode");
        Fails("aplication_name=x", 21000).Should().Contain("application_name");
        Fails("sslcrl=x", 21002).Should().Contain("sslcrl").And.Contain("Remove it");
        Fails("krbsrvname=x", 21002).Should().Contain("ODBC");
        Fails("sslpassword=open-sesame", 21002).Should().NotContain("open-sesame");
    }

    [Fact]
    public void A_keyword_string_is_a_target()
    {
        PostgreSqlSettings settings = Parse("connect_timeout=3", path: @" host=a,b  port = 7 user='o''neill' dbname='it\'s \\ mine' application_name=my\ app sslmode=require".Replace("''", @"\'"));
        settings.Hosts.Select(host => host.ToString()).Should().Equal("a:7", "b:7");
        settings.Should().Match<PostgreSqlSettings>(s => s.User == "o'neill" && s.Database == @"it's \ mine" && s.ApplicationName == "my app" && s.SslMode == SslMode.Require && s.ConnectTimeout == TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("host=a password=open-sesame", 21002, "credential")]
    [InlineData("host=a PASSWORD = 'open-sesame'", 21002, "credential")]
    [InlineData("host=a open-sesame", 21003, "character 8")]
    [InlineData("host", 21003, "character 1")]
    [InlineData("user='open-sesame", 21003, "closing quote")]
    [InlineData("host=a host=open-sesame", 21003, "twice")]
    public void Errors_of_keyword_strings_show_no_value(string path, int code, string expected)
        => Fails("", code, path).Should().Contain(expected).And.NotContain("open-sesame");

    [Fact]
    public void The_environment_stands_behind_the_target()
    {
        var variables = new Dictionary<string, string>
        {
            ["PGHOST"] = "e1,e2",
            ["PGPORT"] = "7",
            ["PGUSER"] = "eve",
            ["PGDATABASE"] = "envdb",
            ["PGSSLMODE"] = "require",
            ["PGAPPNAME"] = "env",
            ["PGCONNECT_TIMEOUT"] = "4",
            ["PGTARGETSESSIONATTRS"] = "primary",
            ["PGCHANNELBINDING"] = "require",
            ["PGPASSFILE"] = "/env/pass",
            ["PGSSLROOTCERT"] = "/env/ca",
            ["PGSSLCERT"] = "/env/crt",
            ["PGSSLKEY"] = "/env/key",
            ["PGOPTIONS"] = "-c a.b=1",
            ["PGREQUIREAUTH"] = "none",
            ["PGLOADBALANCEHOSTS"] = "random",
            ["PGCLIENTENCODING"] = "LATIN1",
        };
        PostgreSqlSettings settings = Parse("", environment: variables);
        string.Join(' ', settings.Hosts).Should().Be("e1:7 e2:7");
        settings.Should().Match<PostgreSqlSettings>(s => s.User == "eve" && s.Database == "envdb" && s.SslMode == SslMode.Require && s.ApplicationName == "env" && s.ConnectTimeout == TimeSpan.FromSeconds(4)
            && s.TargetSessionAttributes == TargetSessionAttributes.Primary && s.ChannelBinding == ChannelBindingMode.Require && s.PassFile == "/env/pass" && s.SslRootCert == "/env/ca"
            && s.SslCert == "/env/crt" && s.SslKey == "/env/key" && s.ServerOptions == "-c a.b=1" && s.RequireAuth == AuthenticationMethods.None && s.LoadBalanceHosts);
        Parse("sslmode=disable", "own", 1, environment: variables).Should().Match<PostgreSqlSettings>(s => s.SslMode == SslMode.Disable && s.Hosts.Single().ToString() == "own:1");
        FluentActions.Invoking(() => Parse("", environment: new() { ["PGSSLMODE"] = "maybe" })).Should().Throw<QuarryException>().WithMessage("*PGSSLMODE*");
    }

    [Fact]
    public void The_users_own_files_are_found()
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("quarry-home-");
        try
        {
            var variables = new Dictionary<string, string> { ["HOME"] = home.FullName, ["APPDATA"] = home.FullName };
            string folder = Path.Combine(home.FullName, OperatingSystem.IsWindows() ? "postgresql" : ".postgresql");
            Directory.CreateDirectory(folder);
            Parse("", environment: variables).SslRootCert.Should().BeEmpty();
            foreach (string name in (string[])["root.crt", "postgresql.crt", "postgresql.key"])
            {
                File.WriteAllText(Path.Combine(folder, name), "");
            }

            Parse("", environment: variables).Should().Match<PostgreSqlSettings>(s => s.SslRootCert.EndsWith("root.crt") && s.SslCert.EndsWith("postgresql.crt") && s.SslKey.EndsWith("postgresql.key")
                && s.PassFile.StartsWith(home.FullName));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static string Fails(string options, int code, string path = "")
    {
        QuarryException error = FluentActions.Invoking(() => Parse(options, path: path)).Should().Throw<QuarryException>().Which;
        error.Should().Match<QuarryException>(e => e.Code == code && e.Kind == ErrorKind.User);
        return error.ToString();
    }

    private static PostgreSqlSettings Parse(string options, string host = "", int port = 0, string user = "", string path = "", Dictionary<string, string>? environment = null)
        => PostgreSqlSettings.Parse(
            new()
            {
                Scheme = "postgresql",
                Host = host,
                Port = port,
                UserName = user,
                Path = path,
                Options = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2)).ToFrozenDictionary(option => option[0], option => option[1]),
            },
            name => environment?.GetValueOrDefault(name) ?? (name == "HOME" ? "/nonexistent" : null));
}
