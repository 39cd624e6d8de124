using System.Text.Json;

namespace Quarry.Cli.ProcessTests;

public sealed class ShowPluginTests
{
    public static TheoryData<string, string, string, string> Plugins { get; } = new()
    {
        // Id, a type and what it becomes, a capability on the servers, what it was tested against.
        { "oracle", "NUMBER(10,2) decimal128(10,2) NUMBER(10,2)", "Catalog no yes", "No Oracle Database" },
        { "sqlserver", "money(19,4) decimal128(19,4) decimal(19,4)", "ReadOnlyTransactions no", "no server" },
        { "sybase", "tinyint uint8 tinyint", "Upsert no no yes yes", "no server" },
        { "postgresql", "uuid uuid uuid", "Snapshots yes yes yes no no", "a real server" },
        { "sqlite", "DATE date32 DATE", "Returning no no yes yes", "the library" },
    };

    [Theory]
    [MemberData(nameof(Plugins))]
    public void A_plugin_shows_what_it_knows(string id, string type, string capability, string tested)
    {
        ToolResult result = Tool.Run("plugins", "show", id);
        result.ExitCode.Should().Be(0);
        string[] lines = [.. result.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        lines.Should().Contain(line => line.EndsWith(type, StringComparison.Ordinal)).And.Contain(line => line.StartsWith(capability, StringComparison.Ordinal));
        lines.Should().Contain("rules").And.Contain(line => line.Contains(tested, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Json_has_the_same()
    {
        JsonElement json = JsonDocument.Parse(Tool.Run("plugins", "show", "sybase", "--json").Output).RootElement;
        json.GetProperty("id").GetString().Should().Be("sybase");
        json.GetProperty("testedAgainst").GetArrayLength().Should().BePositive();
        json.GetProperty("types").EnumerateArray().Should().Contain(type => type.GetProperty("native").GetString() == "unitext" && type.GetProperty("type").GetString() == "utf8");
        json.GetProperty("capabilities").EnumerateArray().Single(capability => capability.GetProperty("name").GetString() == "Upsert").GetProperty("servers").EnumerateArray()
            .Select(server => server.GetProperty("supported").GetBoolean()).Should().Equal(false, false, true, true);
        json.GetProperty("rules").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public void An_unknown_plugin_is_an_error_that_names_the_known()
    {
        ToolResult result = Tool.Run("plugins", "show", "nope");
        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("'nope'").And.Contain("sqlite");
    }
}
