using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Defaults_are_safe()
    {
        var settings = SqliteSettings.Parse(TestSession.Target("/data/a.db"));
        settings.Should().Be(new SqliteSettings { Path = "/data/a.db", Mode = SqliteOpenMode.ReadWrite, BusyTimeout = TimeSpan.FromSeconds(5), ForeignKeys = true });
    }

    [Fact]
    public void Every_option_is_read()
    {
        var settings = SqliteSettings.Parse(TestSession.Target("a.db", ("MODE", "ro"), ("busy_timeout", "0"), ("foreign_keys", "off")));
        settings.Should().Be(new SqliteSettings { Path = "a.db", Mode = SqliteOpenMode.ReadOnly, BusyTimeout = TimeSpan.Zero, ForeignKeys = false });
    }

    [Theory]
    [InlineData("cache", "shared", 20002, "busy_timeout, foreign_keys, mode")]
    [InlineData("mode", "rwx", 20003, "mode=rwc")]
    [InlineData("busy_timeout", "-1", 20003, "milliseconds")]
    [InlineData("busy_timeout", "5s", 20003, "milliseconds")]
    [InlineData("foreign_keys", "yes", 20003, "foreign_keys=on")]
    public void A_wrong_option_is_an_error_that_says_what_is_right(string name, string value, int code, string fix)
    {
        Action parse = () => SqliteSettings.Parse(TestSession.Target("a.db", (name, value)));
        QuarryException error = parse.Should().Throw<QuarryException>().Which;
        error.Code.Should().Be(code);
        error.Message.Should().Contain(fix).And.Contain(name);
    }

    [Fact]
    public void A_target_names_a_file_and_nothing_else()
    {
        foreach (Target target in (Target[])[
            new() { Scheme = "sqlite" }, new() { Scheme = "sqlite", Path = "/" }, new() { Scheme = "sqlite", Host = "data", Path = "/a.db" },
            new() { Scheme = "sqlite", UserName = "app", Path = "/a.db" }, new() { Scheme = "sqlite", Path = "a\0b" }, TestSession.Target(":memory:", ("mode", "ro"))])
        {
            Action parse = () => SqliteSettings.Parse(target);
            parse.Should().Throw<QuarryException>().Which.Code.Should().BeOneOf(20001, 20003);
        }
    }

    [Fact]
    public async Task Foreign_keys_are_as_the_target_says()
    {
        await using TestSession on = await TestSession.OpenAsync();
        (await on.ScalarAsync("SELECT foreign_keys FROM pragma_foreign_keys")).Should().Be(1L);
        await using TestSession off = await TestSession.OpenAsync(":memory:", ("foreign_keys", "off"));
        (await off.ScalarAsync("SELECT foreign_keys FROM pragma_foreign_keys")).Should().Be(0L);
    }

    [Fact]
    public void A_database_in_memory_bears_one_session()
    {
        var driver = new SqliteDriver();
        driver.MaxSessions(TestSession.Target(":memory:")).Should().Be(1);
        driver.MaxSessions(TestSession.Target("/data/a.db")).Should().Be(int.MaxValue);
    }
}
