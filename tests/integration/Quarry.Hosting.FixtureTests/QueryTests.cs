using Quarry.Contracts;
using Quarry.Fixtures;

namespace Quarry.Hosting.FixtureTests;

/// <summary>What the good fixtures answer, each from its own load context.</summary>
public sealed class QueryTests : IAsyncDisposable
{
    private readonly PluginHost _plugins = FixturePlugins.Open(FixturePlugins.Directory);

    [Fact]
    public async Task A_plugin_answers_a_query()
        => (await FixtureQuery.RunAsync(_plugins.FindByScheme("good").Driver)).Should().Be("1 one, 2 two, 3 three");

    [Fact]
    public void An_extension_adds_its_rule_and_its_type()
    {
        LoadedPlugin good = _plugins.Load("good");
        good.Extensions.Should().Contain("extending");
        good.Rules.Should().ContainSingle().Which.Name.Should().Be("good.one-row-batches");
        good.Driver.Types.Map(new() { TypeName = "TEXT" }, ReadOptions.Default).Kind.Should().Be(TypeKind.Xml);
        good.Driver.Types.Map(new() { TypeName = "INTEGER" }, ReadOptions.Default).Should().Be(LogicalType.Int64);
    }

    [Fact]
    public void A_third_party_adds_a_rule_and_a_type_to_Oracle()
    {
        LoadedPlugin oracle = _plugins.FindByScheme("oracle");
        oracle.Extensions.Should().Equal("extending-oracle");
        oracle.Rules.Select(rule => rule.Name).Should().Contain("acme.small-batches");
        TypeMap types = oracle.Driver.Types;
        types.Map(new() { TypeCode = 3, TypeName = "NUMBER(1,0)", Precision = 1 }, ReadOptions.Default).Should().Be(LogicalType.Boolean);
        types.Map(new() { TypeCode = 3, TypeName = "NUMBER(2,0)", Precision = 2 }, ReadOptions.Default).Should().Be(LogicalType.Decimal128(2, 0), "the rest is the plugin's own");
    }

    [Fact]
    public void A_plugin_of_nothing_but_a_rule_extends_a_driver_of_the_tree()
    {
        LoadedPlugin sqlite = _plugins.FindByScheme("sqlite");
        sqlite.Extensions.Should().Equal("rule-only");
        sqlite.Rules.Select(rule => rule.Name).Should().Contain("sqlite.fixture-nothing");
    }

    [Fact]
    public async Task Conflicting_versions_of_a_managed_and_of_a_native_dependency_live_side_by_side()
    {
        LoadedPlugin first = _plugins.Load("private-dep-v1");
        LoadedPlugin second = _plugins.Load("private-dep-v2");
        (await FixtureQuery.RunAsync(second.Driver)).Should().Be("13 managed, 2 native");
        (await FixtureQuery.RunAsync(first.Driver)).Should().Be("12 managed, 1 native");
    }

    [Fact]
    public async Task A_native_library_of_a_package_travels_in_the_folder()
        => (await FixtureQuery.RunAsync(_plugins.Load("native-package").Driver)).Should().MatchRegex(@"^30\d{5} 3\.\d+\.\d+$");

    public ValueTask DisposeAsync() => _plugins.DisposeAsync();
}
