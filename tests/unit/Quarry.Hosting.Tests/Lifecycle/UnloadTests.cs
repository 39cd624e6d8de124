using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Quarry.Contracts;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Lifecycle;

public sealed class UnloadTests : IDisposable
{
    private readonly TempDirectory _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task A_collectible_plugin_and_its_extensions_leave_memory_and_load_again()
    {
        _plugins.Add("swap", Sources.Good("swap"));
        _plugins.Add("swap-ext", Sources.Extension("swap-ext", "swap", Sources.Rule("Extra", "extra") + Sources.TypeAddition + Sources.Profile), extends: "swap");
        await using PluginHost host = _plugins.Open(options => options.Collectible["swap"] = true);
        for (int i = 0; i < 3; i++)
        {
            WeakReference[] contexts = Use(host, "swap");

            UnloadResult result = await host.UnloadAsync("swap", default);

            result.Outcome.Should().Be(UnloadOutcome.Unloaded, "{0}", result.Reason);
            contexts.Should().HaveCount(2).And.OnlyContain(context => !context.IsAlive);
            host.Plugins.Should().OnlyContain(entry => entry.State == PluginState.Unloaded && entry.Problem == null);
        }
    }

    [Fact]
    public async Task What_holds_an_object_of_the_plugin_pins_it_and_the_host_says_so()
    {
        _plugins.Add("held", Sources.Good("held"));
        await using PluginHost host = _plugins.Open(options => options.CollectibleByDefault = true);
        LoadedPlugin plugin = host.Load("held");
        Driver driver = plugin.Driver;

        UnloadResult result = await host.UnloadAsync("held", default);

        result.Outcome.Should().Be(UnloadOutcome.Pinned);
        result.Reason.Should().Contain("Close its sessions");
        host.Plugins.Single().State.Should().Be(PluginState.Unloaded);
        host.Plugins.Single().Problem!.Code.Should().Be(ErrorCodes.Pinned);
        plugin.Invoking(p => p.Driver).Should().Throw<ObjectDisposedException>();
        host.Load("held").Driver.Should().NotBeSameAs(driver);
        host.Plugins.Single().Problem.Should().BeNull();
        GC.KeepAlive(driver);
    }

    [Fact]
    public async Task Whoever_holds_the_LoadedPlugin_alone_does_not_pin()
    {
        _plugins.Add("handle", Sources.Good("handle"));
        await using PluginHost host = _plugins.Open(options => options.CollectibleByDefault = true);
        LoadedPlugin plugin = host.Load("handle");

        (await host.UnloadAsync("handle", default)).Outcome.Should().Be(UnloadOutcome.Unloaded);

        GC.KeepAlive(plugin);
    }

    [Fact]
    public async Task A_plugin_that_failed_or_that_threw_away_an_extension_leaves_memory_too()
    {
        _plugins.Add("throws", Sources.Parts + Sources.Driver("throws", "TypeMap types, Dialect dialect", body: "throw new Mine();", rules: "null") + "public class Mine : Exception { }");
        _plugins.Add("drops", Sources.Good("drops"));
        _plugins.Add("drops-ext", Sources.Extension("drops-ext", "drops", Sources.Rule("Same", "drops.a")), extends: "drops");
        await using PluginHost host = _plugins.Open(options => options.CollectibleByDefault = true);
        host.LoadAll().Select(entry => entry.State).Should().Equal(PluginState.Loaded, PluginState.Failed, PluginState.Failed);

        (await host.UnloadAsync("drops", default)).Outcome.Should().Be(UnloadOutcome.Unloaded);

        AssemblyLoadContext.All.Select(context => context.Name).Should().NotContain(["throws", "drops", "drops-ext"]);
    }

    [Fact]
    public async Task A_plugin_that_is_not_collectible_stays_loaded_and_says_how_to_change_that()
    {
        _plugins.Add("stays", Sources.Good("stays"));
        await using PluginHost host = _plugins.Open(options =>
        {
            options.CollectibleByDefault = true;
            options.Collectible["stays"] = false;
        });
        LoadedPlugin plugin = host.Load("stays");

        UnloadResult result = await host.UnloadAsync("stays", default);

        result.Outcome.Should().Be(UnloadOutcome.Pinned);
        result.Reason.Should().Contain("Collectible[\"stays\"] = true");
        host.Load("stays").Should().BeSameAs(plugin);
    }

    [Fact]
    public async Task A_plugin_that_was_never_loaded_is_unloaded_and_an_unknown_one_or_an_extension_is_an_error()
    {
        _plugins.AddListed("idle", ManifestText.Good("idle"));
        _plugins.AddListed("ext", ManifestText.Good("ext", extends: "idle"));
        await using PluginHost host = _plugins.Open();

        (await host.UnloadAsync("idle", default)).Outcome.Should().Be(UnloadOutcome.Unloaded);

        host.Plugins.Should().OnlyContain(entry => entry.State == PluginState.Listed);
        (await host.Invoking(async h => await h.UnloadAsync("ext", default)).Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(ErrorCodes.ExtensionAlone);
        (await host.Invoking(async h => await h.UnloadAsync("no", default)).Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(ErrorCodes.UnknownId);
    }

    [Fact]
    public async Task Parts_are_disposed_with_the_host_and_one_that_throws_there_stops_nothing()
    {
        _plugins.Add("disposable", Sources.Parts + """
            internal sealed class Loud : OptimizationRule, IDisposable
            {
                public override string Name => "loud";
                public override RuleOutcome Apply(QueryPlan plan, RuleContext context) => throw new Exception();
                public void Dispose() { Disposed.Value++; throw new InvalidOperationException("loud"); }
            }
            public static class Disposed { public static int Value; }
            """ + Sources.Driver("disposable"));
        PluginHost host = _plugins.Open();
        Type type = host.Load("disposable").Driver.GetType().Assembly.GetType("Disposed")!;

        await host.DisposeAsync();

        type.GetField("Value")!.GetValue(null).Should().Be(1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Use(PluginHost host, string id)
    {
        LoadedPlugin plugin = host.Load(id);
        plugin.Driver.Types.Map(new NativeColumn { TypeName = "added" }, ReadOptions.Default).Should().Be(LogicalType.Json);
        return [.. plugin.Rules.Select(rule => AssemblyLoadContext.GetLoadContext(rule.GetType().Assembly)!).Distinct().Select(context => new WeakReference(context))];
    }
}
