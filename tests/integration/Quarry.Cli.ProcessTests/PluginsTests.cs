using System.Text.Json;

namespace Quarry.Cli.ProcessTests;

public sealed class PluginsTests
{
    private static readonly string s_fixtures = Path.Combine(AppContext.BaseDirectory, "plugins");

    [Fact]
    public void Json_names_every_failure_with_its_cause_and_fix()
    {
        ToolResult result = Tool.Run("plugins", "--json", "--plugins-dir", s_fixtures);
        result.ExitCode.Should().Be(0, "a bad plugin disturbs nobody");
        JsonElement json = JsonDocument.Parse(result.Output).RootElement;
        json.GetProperty("directory").GetString().Should().Be(s_fixtures);
        json.GetProperty("contract").GetString().Should().Be("1.0");

        JsonElement[] plugins = [.. json.GetProperty("plugins").EnumerateArray()];
        plugins.Length.Should().Be(Directory.GetDirectories(s_fixtures).Length);
        plugins.Should().Contain(plugin => State(plugin) == "loaded").And.Contain(plugin => State(plugin) == "failed");
        foreach (JsonElement plugin in plugins)
        {
            JsonElement problem = plugin.GetProperty("problem");
            if (State(plugin) == "failed")
            {
                problem.GetProperty("code").GetString().Should().MatchRegex(@"^QRY\d{4,5}$");
                problem.GetProperty("cause").GetString().Should().NotBeNullOrEmpty();
                problem.GetProperty("fix").GetString().Should().NotBeNullOrEmpty();
            }
            else
            {
                problem.ValueKind.Should().Be(JsonValueKind.Null);
            }
        }
    }

    [Fact]
    public void A_plugin_that_throws_shows_where_for_its_author()
    {
        const string Place = "ThrowingDriver..ctor()";
        JsonElement json = JsonDocument.Parse(Tool.Run("plugins", "--json", "--plugins-dir", s_fixtures).Output).RootElement;
        JsonElement[] plugins = [.. json.GetProperty("plugins").EnumerateArray()];
        Stack("throwing-constructor").Should().Contain(Place);
        Stack("no-driver").Should().BeEmpty("nothing was thrown");
        Tool.Run("plugins", "--plugins-dir", s_fixtures).Output.Should().Contain(Place);

        ToolResult query = Tool.Run("query", "throwing-constructor://x", "select 1", "--plugins-dir", s_fixtures);
        query.ExitCode.Should().Be(3);
        query.Error.Should().StartWith("quarry: error QRY1020: ").And.Contain("stack trace").And.MatchRegex(@"\n *at .*ThrowingDriver\.\.ctor\(\)");

        string Stack(string id) => plugins.Single(plugin => plugin.GetProperty("id").GetString() == id).GetProperty("problem").GetProperty("stack").GetString()!;
    }

    [Fact]
    public void Without_loading_only_manifests_are_read()
    {
        JsonElement json = JsonDocument.Parse(Tool.Run("plugins", "--json", "--no-load", "--plugins-dir", s_fixtures).Output).RootElement;
        json.GetProperty("plugins").EnumerateArray().Select(State).Should().NotContain("loaded").And.Contain("listed");
    }

    [Fact]
    public void The_table_shows_the_fix_under_the_plugin()
    {
        ToolResult result = Tool.Run("plugins", "--plugins-dir", s_fixtures);
        result.ExitCode.Should().Be(0);
        result.Output.Should().StartWith("id ").And.Contain("\n  QRY6").And.Contain("\n  fix: ");
    }

    [Fact]
    public void The_directory_may_come_from_the_environment()
        => Tool.RunWithEnvironment("QUARRY_PLUGINS", s_fixtures, "plugins").Output.Should().Be(Tool.Run("plugins", "--plugins-dir", s_fixtures).Output);

    [Fact]
    public void The_tool_brings_sqlite() => Tool.Run("plugins").Output.Should().MatchRegex(@"\nsqlite +\S+ +loaded +sqlite");

    private static string State(JsonElement plugin) => plugin.GetProperty("state").GetString()!;
}
