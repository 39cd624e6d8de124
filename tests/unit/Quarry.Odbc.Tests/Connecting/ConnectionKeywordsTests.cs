using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Quirks;
using Quarry.Odbc.Tests.Support;

namespace Quarry.Odbc.Tests.Connecting;

public sealed class ConnectionKeywordsTests
{
    [Fact]
    public void A_connection_string_keeps_its_order_and_what_is_known_of_its_driver_follows()
    {
        ConnectionKeywords keywords = Own("{PostgreSQL Unicode}", ("Server", "db"), ("fetch", "7"), ("UID", "app"));
        keywords.Driver.Should().Be("PostgreSQL Unicode");
        Written(keywords).Should().StartWith(["Driver=PostgreSQL Unicode", "Server=db", "fetch=7", "UID=app"]).And.Contain("UseDeclareFetch=1");
        keywords.All.Where(keyword => keyword.Key.Equals("Fetch", StringComparison.OrdinalIgnoreCase)).Should().ContainSingle("the caller's own word wins").Which.Value.Should().Be("7");
        Written(keywords).Skip(4).Should().BeEquivalentTo(
            QuirkTable.KeywordsOf("PostgreSQL Unicode").Where(keyword => keyword.Key != "Fetch").Select(keyword => $"{keyword.Key}={keyword.Value}"));
    }

    [Fact]
    public void The_profiles_defaults_stand_before_what_is_known_of_the_driver()
    {
        var profile = new TestProfile { Defaults = [new("Fetch", "9"), new("Server", "other"), new("Extra", "1")] };
        ConnectionKeywords keywords = Own(profile, "{PostgreSQL Unicode}", ("Server", "db"));
        Written(keywords).Should().StartWith(["Driver=PostgreSQL Unicode", "Server=db", "Fetch=9", "Extra=1"]).And.NotContain("Fetch=4096");
    }

    [Fact]
    public void Settings_are_taken_out()
    {
        ConnectionKeywords keywords = Own("{My Driver}", ("Server", "db"), ("odbc.array-rows", "1"), ("ODBC.Text", "utf8"));
        Written(keywords).Should().Equal("Driver=My Driver", "Server=db");
        keywords.Settings.Select(setting => $"{setting.Key}={setting.Value}").Should().Equal("array-rows=1", "Text=utf8");
    }

    [Theory]
    [InlineData("PWD")]
    [InlineData("Password")]
    [InlineData("pass")]
    [InlineData("AccessToken")]
    [InlineData("ClientSecret")]
    [InlineData("SSLKeyPwd")]
    [InlineData("ApiKey")]
    [InlineData("JWT")]
    public void The_place_of_the_secret_names_its_keyword(string name)
    {
        ConnectionKeywords keywords = Own("{My Driver}", ("Server", "db"), (name, ""));
        keywords.PasswordKeyword.Should().Be(name);
        Written(keywords).Should().Equal("Driver=My Driver", "Server=db");
    }

    [Fact]
    public void Without_such_a_place_the_keyword_is_the_profiles()
    {
        Own("{My Driver}", ("Server", "")).PasswordKeyword.Should().Be("PWD");
        Own(new TestProfile { Password = "Key" }, "{My Driver}").PasswordKeyword.Should().Be("Key");
    }

    [Fact]
    public void A_data_source_is_named_first()
    {
        var target = new Target { Scheme = "dsn", Path = "no-such-source", Options = new OrderedDictionary<string, string> { ["UID"] = "app" } };
        Written(ConnectionKeywords.Of(target, "odbc", null)).Should().Equal("DSN=no-such-source", "UID=app");
    }

    [Fact]
    public void A_plugins_target_is_the_profiles_to_write()
    {
        var profile = new TestProfile { Keywords = [new("Server", "db"), new("UID", "mapped")], Defaults = [new("Mode", "a")] };
        var target = new Target
        {
            Scheme = "x",
            Host = "db",
            UserName = "app",
            Path = "/sales",
            Options = new Dictionary<string, string> { ["odbc.driver"] = "My Driver", ["odbc.text"] = "utf8", ["timeout"] = "3" },
        };
        ConnectionKeywords keywords = ConnectionKeywords.Of(target, "x", profile);
        Written(keywords).Should().Equal("Driver=My Driver", "Server=db", "UID=mapped", "Mode=a");
        keywords.Settings.Select(setting => $"{setting.Key}={setting.Value}").Should().Equal("text=utf8");
        profile.Seen!.Options.Keys.Should().Equal("timeout");
        profile.Seen.Should().BeEquivalentTo(new { target.Scheme, target.Host, target.UserName, target.Path });
    }

    [Fact]
    public void The_user_is_added_where_the_profile_leaves_it()
    {
        var target = new Target { Scheme = "x", UserName = "app", Options = new Dictionary<string, string> { ["odbc.driver"] = "My Driver" } };
        Written(ConnectionKeywords.Of(target, "x", new TestProfile())).Should().Equal("Driver=My Driver", "UID=app");
    }

    [Fact]
    public void The_first_pattern_that_an_installed_driver_matches_names_the_driver()
        => ConnectionKeywords.Of(new Target { Scheme = "x" }, "x", new TestProfile { Names = ["No Such*", "sqlite3", "*"] }).Driver.Should().Be("SQLite3");

    [Fact]
    public void A_plugin_without_a_profile_or_a_driver_is_told_what_to_do()
    {
        var target = new Target { Scheme = "x" };
        QuarryException error = FluentActions.Invoking(() => ConnectionKeywords.Of(target, "x", null)).Should().Throw<QuarryException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 4007));
        error.Message.Should().Contain("\"x\"").And.Contain("transport=odbc");

        error = FluentActions.Invoking(() => ConnectionKeywords.Of(target, "x", new TestProfile())).Should().Throw<QuarryException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 4004));
        error.Message.Should().Contain("\"No Such Driver*\"").And.Contain("\"SQLite3\"").And.Contain("odbcinst -q -d");
    }

    private static ConnectionKeywords Own(string path, params (string Name, string Value)[] options) => Own(null, path, options);

    private static ConnectionKeywords Own(OdbcProfile? profile, string path, params (string Name, string Value)[] options)
        => ConnectionKeywords.Of(new Target
        {
            Scheme = "odbc",
            Path = path,
            Options = new OrderedDictionary<string, string>(options.Select(option => KeyValuePair.Create(option.Name, option.Value)), StringComparer.OrdinalIgnoreCase),
        }, "odbc", profile);

    private static IEnumerable<string> Written(ConnectionKeywords keywords) => keywords.All.Select(keyword => $"{keyword.Key}={keyword.Value}");
}
