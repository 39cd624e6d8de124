using System.Runtime.Loader;
using Quarry.Contracts;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Loading;

public sealed class LoadTests : IDisposable
{
    private readonly TempDirectory _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task A_good_plugin_is_composed_from_its_parts_in_its_own_context()
    {
        _plugins.Add("good-one", Sources.Good("good-one"), schemes: ["good"]);
        await using PluginHost host = _plugins.Open();

        LoadedPlugin plugin = host.FindByScheme("GOOD");

        plugin.Driver.GetType().Name.Should().Be("TheDriver");
        plugin.Driver.Info.Id.Should().Be("good-one");
        plugin.Driver.Types.GetType().Name.Should().Be("Map");
        plugin.Driver.Dialect.GetType().Name.Should().Be("Sql");
        plugin.Rules.Select(rule => rule.Name).Should().BeEquivalentTo("good-one.a", "good-one.b");
        plugin.Odbc.Should().BeNull();
        plugin.Extensions.Should().BeEmpty();
        plugin.Entry.State.Should().Be(PluginState.Loaded);
        host.Plugins.Single().State.Should().Be(PluginState.Loaded);
        host.Load("good-one").Should().BeSameAs(plugin);
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(plugin.Driver.GetType().Assembly)!;
        context.Should().NotBe(AssemblyLoadContext.Default);
        context.IsCollectible.Should().BeFalse();
    }

    [Theory]
    [InlineData("Map types, Sql dialect, OptimizationRule[] rules", "types", "dialect", "rules")]
    [InlineData("Map types, RuleA a, RuleB b", "types", "new Sql()", "new OptimizationRule[] { b, a }")]
    [InlineData("IEnumerable<OptimizationRule> rules", "new Map()", "new Sql()", "rules.ToArray()")]
    [InlineData("", "new Map()", "new Sql()", "new OptimizationRule[] { new RuleA(), new RuleB() }")]
    public async Task Constructors_take_contract_types_concrete_parts_and_arrays(string parameters, string types, string dialect, string rules)
    {
        _plugins.Add("shapes", Sources.Parts + Sources.Rule("RuleA", "a") + Sources.Rule("RuleB", "b")
            + Sources.Driver("shapes", parameters, types: types, dialect: dialect, rules: rules));
        await using PluginHost host = _plugins.Open();

        host.Load("shapes").Rules.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_constructor_with_the_most_parameters_is_taken_and_parts_are_shared()
    {
        _plugins.Add("ctors", Sources.Parts + Sources.Driver("ctors", "TypeMap types, Dialect dialect, Map same", body: "if (!ReferenceEquals(types, same)) throw new Exception(\"two\");",
            rules: "new OptimizationRule[0]", more: "public TheDriver() { } public TheDriver(TypeMap types) { }"));
        await using PluginHost host = _plugins.Open();

        host.Load("ctors").Driver.Types.Should().NotBeNull();
    }

    [Fact]
    public async Task Sixteen_threads_load_once()
    {
        _plugins.Add("once", Sources.Parts + Sources.Driver("once", "TypeMap types, Dialect dialect", body: "Interlocked.Increment(ref Count.Value); Thread.Yield();",
            rules: "new OptimizationRule[0]") + "public static class Count { public static int Value; }");
        await using PluginHost host = _plugins.Open();
        using var start = new Barrier(16);
        var plugins = new LoadedPlugin[16];

        Thread[] threads = [.. Enumerable.Range(0, 16).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            plugins[i] = host.Load("once");
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        plugins.Should().OnlyContain(plugin => ReferenceEquals(plugin, plugins[0]));
        plugins[0].Driver.GetType().Assembly.GetType("Count")!.GetField("Value")!.GetValue(null).Should().Be(1);
    }

    [Fact]
    public async Task One_plugin_in_two_hosts_is_loaded_twice_and_side_by_side()
    {
        _plugins.Add("twice", Sources.Good("twice"));
        await using PluginHost first = _plugins.Open();
        await using PluginHost second = _plugins.Open();

        first.Load("twice").Driver.GetType().Should().NotBe(second.Load("twice").Driver.GetType());
    }

    [Fact]
    public async Task A_private_dependency_is_loaded_from_the_plugins_folder()
    {
        byte[] dependency = PluginCompiler.Compile("Acme.Private", "namespace Acme; public class Base { public string Name => \"private\"; }");
        byte[] assembly = PluginCompiler.Compile("withdep", Sources.Parts + Sources.Driver("withdep", "TypeMap types, Dialect dialect",
            body: "if (new Acme.Base().Name != \"private\") throw new Exception();", rules: "new OptimizationRule[0]"), dependency);
        _plugins.Add("withdep", assembly, more: ("Acme.Private.dll", dependency));
        await using PluginHost host = _plugins.Open();

        host.Load("withdep").Driver.Info.Id.Should().Be("withdep");
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(0, 0)]
    public async Task The_contract_binds_by_name_whatever_version_the_plugin_asks_for(ushort major, ushort minor)
    {
        byte[] assembly = AssemblyPatch.Reference([.. PluginCompiler.Compile("skew", Sources.Good("skew"))], "Quarry.Contracts", image =>
        {
            BitConverter.TryWriteBytes(image.Bytes.AsSpan(image.Version), major);
            BitConverter.TryWriteBytes(image.Bytes.AsSpan(image.Version + 2), minor);
        });
        _plugins.Add("skew", assembly);
        await using PluginHost host = _plugins.Open();

        host.Load("skew").Rules.Should().HaveCount(2);
    }

    [Fact]
    public async Task LoadAll_loads_what_works_and_lists_what_does_not()
    {
        _plugins.Add("works", Sources.Good("works"));
        _plugins.Add("empty", Sources.Parts);
        _plugins.Add("works-ext", Sources.Extension("works-ext", "works", Sources.Rule("Extra", "extra")), extends: "works");
        await using PluginHost host = _plugins.Open();

        host.LoadAll().Select(entry => (entry.Id, entry.State)).Should().Equal(
            ("empty", PluginState.Failed), ("works", PluginState.Loaded), ("works-ext", PluginState.Loaded));
    }

    [Fact]
    public async Task A_folder_that_changed_after_it_was_listed_is_not_loaded()
    {
        string folder = _plugins.Add("changed", Sources.Good("changed"));
        await using PluginHost host = _plugins.Open();
        await File.AppendAllTextAsync(Path.Combine(folder, "changed.dll"), "x");

        FluentActions.Invoking(() => host.Load("changed")).Should().Throw<QuarryException>().Which.Code.Should().Be(ErrorCodes.FileLengthDiffers);
    }

    [Fact]
    public async Task After_dispose_nothing_is_loaded_and_what_was_is_released()
    {
        _plugins.Add("gone", Sources.Good("gone"));
        PluginHost host = _plugins.Open();
        LoadedPlugin plugin = host.Load("gone");

        await host.DisposeAsync();
        await host.DisposeAsync();

        FluentActions.Invoking(() => host.Load("gone")).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => plugin.Driver).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => plugin.Rules).Should().Throw<ObjectDisposedException>();
        plugin.Entry.Id.Should().Be("gone");
    }
}
