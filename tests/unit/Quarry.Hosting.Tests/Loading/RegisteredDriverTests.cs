using Quarry.Contracts;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Loading;

public sealed class RegisteredDriverTests : IDisposable
{
    private readonly TempDirectory _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task A_registered_driver_is_listed_without_being_created_and_created_once()
    {
        int created = 0;
        await using PluginHost host = PluginHost.Open(new PluginHostOptions().AddDriver(() =>
        {
            created++;
            return new RegisteredDriver();
        }));

        host.Problems.Should().BeEmpty();
        host.Plugins.Single().Should().BeEquivalentTo(new { Id = "static-x", Name = "Registered", Folder = (string?)null, State = PluginState.Listed, Schemes = new[] { "static" } });
        created.Should().Be(0);
        host.FindByScheme("static").Should().BeSameAs(host.Load("static-x"));
        created.Should().Be(1);
        (await host.UnloadAsync("static-x", default)).Outcome.Should().Be(UnloadOutcome.Pinned);
        host.Plugins.Single().State.Should().Be(PluginState.Loaded);
    }

    [Fact]
    public Task A_factory_that_throws() => FailsAsync<RegisteredDriver>(() => throw new InvalidOperationException("no licence; pwd=hunter2"), 1020, "no licence; pwd=…");

    [Fact]
    public Task A_factory_that_returns_nothing() => FailsAsync<RegisteredDriver>(() => null!, ErrorCodes.DriverIncomplete, "factory");

    [Fact]
    public Task A_factory_of_another_driver() => FailsAsync<RegisteredDriver>(() => new OtherDriver(), ErrorCodes.IdDiffers, "'other-id'");

    [Fact]
    public async Task An_id_that_is_none_is_refused()
    {
        await using PluginHost host = PluginHost.Open(new PluginHostOptions().AddDriver(() => new BadIdDriver()));

        host.Plugins.Single().Problem!.Code.Should().Be(ErrorCodes.BadId);
    }

    [Fact]
    public void A_class_without_the_attribute_is_refused_at_once()
        => FluentActions.Invoking(() => new PluginHostOptions().AddDriver(() => new UnmarkedDriver())).Should().Throw<ArgumentException>().WithMessage("*UnmarkedDriver*[Driver*");

    [Fact]
    public async Task An_extension_adds_types_and_a_profile_but_no_rules_and_leaves_the_driver_clean()
    {
        _plugins.Add("types", Sources.Extension("types", "static-x", Sources.TypeAddition + Sources.Profile), extends: "static-x");
        _plugins.Add("rules", Sources.Extension("rules", "static-x", Sources.Rule("Extra", "extra")), extends: "static-x");
        var driver = new RegisteredDriver();
        PluginHost host = _plugins.Open(options => options.AddDriver(() => driver));
        var added = new NativeColumn { TypeName = "added" };

        LoadedPlugin plugin = host.Load("static-x");

        plugin.Extensions.Should().Equal("types");
        plugin.Odbc!.Drivers.Should().Equal("Added*");
        driver.Types.Map(added, ReadOptions.Default).Should().Be(LogicalType.Json);
        host.Plugins.Single(entry => entry.Id == "rules").Problem!.Code.Should().Be(ErrorCodes.RulesForRegisteredDriver);
        await host.DisposeAsync();
        driver.Types.Map(added, ReadOptions.Default).Should().Be(LogicalType.Utf8, "the application's driver must not hold the extension after the host is gone");
    }

    private static async Task FailsAsync<T>(Func<T> factory, int code, string cause)
        where T : Driver
    {
        await using PluginHost host = PluginHost.Open(new PluginHostOptions().AddDriver(factory));

        QuarryException error = host.Invoking(h => h.Load("static-x")).Should().Throw<QuarryException>().Which;

        error.Code.Should().Be(code);
        error.Message.Should().Contain(cause).And.NotContain("hunter2");
        host.Plugins.Single().State.Should().Be(PluginState.Failed);
    }

    [Driver("other-id")]
    private sealed class OtherDriver : RegisteredDriver;

    [Driver("Bad Id")]
    private sealed class BadIdDriver : RegisteredDriver;

    private sealed class UnmarkedDriver : RegisteredDriver;
}
