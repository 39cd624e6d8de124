using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Tests;

public sealed class AddQuarryTests
{
    [Fact]
    public async Task Sources_are_keyed_services_and_the_engines()
    {
        await using ServiceProvider provider = Services().AddSource("sales", "count://a").AddSource("stock", "count://b").Services.BuildServiceProvider();
        Source sales = provider.GetRequiredKeyedService<Source>("sales");
        sales.Should().BeSameAs(provider.GetRequiredService<QuarryEngine>().GetSource("sales"));
        sales.Should().NotBeSameAs(provider.GetRequiredKeyedService<Source>("stock"));
        (await QuarryEngineTests.SumAsync(sales)).Should().Be(6);
        provider.Invoking(services => services.GetRequiredKeyedService<Source>("none")).Should().Throw<QuarryException>().WithMessage("*\"sales\", \"stock\"*");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_container_disposes_the_engine(bool synchronously)
    {
        ServiceProvider provider = Services().AddSource("sales", "count://a").Services.BuildServiceProvider();
        QuarryEngine engine = provider.GetRequiredService<QuarryEngine>();
        Source source = provider.GetRequiredKeyedService<Source>("sales");
        if (synchronously)
        {
            provider.Dispose();
        }
        else
        {
            await provider.DisposeAsync();
        }

        source.IsClosed.Should().BeTrue();
        engine.Invoking(quarry => quarry.OpenSource("count://a")).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void A_wrong_setting_is_told_with_its_key_at_the_start()
    {
        using ServiceProvider provider = Services().AddSource("sales", "not a target").Services.BuildServiceProvider();
        provider.Invoking(services => services.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>().WithMessage("*Quarry:Sources:sales:*");
        provider.Invoking(services => services.GetRequiredService<QuarryEngine>()).Should().Throw<OptionsValidationException>();
    }

    [Fact]
    public async Task A_source_that_no_plugin_opens_fails_the_start_with_its_key()
    {
        await using ServiceProvider provider = Services().AddSource("sales", "oracle://user:hunter2@host/db").Services.BuildServiceProvider();
        QuarryException error = (await provider.Awaiting(StartAsync).Should().ThrowAsync<QuarryException>()).Which;
        error.Message.Should().StartWith("Quarry:Sources:sales:").And.Contain("oracle").And.Contain("count").And.NotContain("hunter2");
    }

    [Fact]
    public async Task A_good_configuration_starts()
    {
        await using ServiceProvider provider = Services().AddSource("sales", "count://a").Services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        await StartAsync(provider);
    }

    [Fact]
    public void Two_sources_of_one_name_are_refused()
    {
        using ServiceProvider provider = Services().AddSource("sales", "count://a").AddSource("sales", "count://b").Services.BuildServiceProvider();
        provider.Invoking(services => services.GetRequiredService<QuarryEngine>()).Should().Throw<InvalidOperationException>().WithMessage("*sales*");
    }

    [Fact]
    public void The_containers_logging_and_clock_are_used_unless_set()
    {
        IServiceCollection services = Services().Services;
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(TimeProvider.System);
        using ServiceProvider provider = services.BuildServiceProvider();
        QuarryOptions options = provider.GetRequiredService<IOptions<QuarryOptions>>().Value;
        options.Loggers.Should().BeSameAs(NullLoggerFactory.Instance);
        options.Clock.Should().BeSameAs(TimeProvider.System);
    }

    [Fact]
    public void AddQuarry_twice_is_one_engine()
    {
        IServiceCollection services = Services().AddSource("a", "count://a").Services;
        services.AddQuarry().AddSource("b", "count://b");
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetServices<QuarryEngine>().Should().ContainSingle().Which.Invoking(engine => (engine.GetSource("a"), engine.GetSource("b"))).Should().NotThrow();
    }

    private static async Task StartAsync(IServiceProvider provider)
    {
        foreach (IHostedService service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
            await service.StopAsync(default);
        }
    }

    private static QuarryBuilder Services() => new ServiceCollection().AddQuarry(options =>
    {
        options.PluginsDirectory = "";
        options.ConfigurePlugins(plugins => plugins.AddDriver(() => new CountDriver()));
    });
}
