using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Quarry.Engine;
using Quarry.Registration;

namespace Quarry.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void Every_setting_is_read()
    {
        QuarryOptions options = Read(
            ("Quarry:PluginsDirectory", "drivers"), ("Quarry:MorePluginsDirectories:0", "a"), ("Quarry:MorePluginsDirectories:1", "b"),
            ("Quarry:MemoryBudgetBytes", "2097152"), ("Quarry:DriverPatience", "00:00:07"),
            ("Quarry:Sources:stock", "count://stock"), ("quarry:sources:sales:target", "count://sales"),
            ("Quarry:Sources:sales:PreparedStatements", "3"), ("Quarry:Sources:sales:MemoryLimitBytes", "4096"), ("Quarry:Sources:sales:MetadataTtl", ""),
            ("Quarry:Sources:sales:WarmUp", "2"), ("Quarry:Sources:sales:WarmUpMustSucceed", "true"),
            ("Quarry:Sources:sales:Pool:MaxSessions", "9"), ("Quarry:Sources:sales:Pool:MinSessions", "1"), ("Quarry:Sources:sales:Pool:WaitTimeout", "00:00:01"),
            ("Quarry:Sources:sales:Pool:IdleTimeout", ""), ("Quarry:Sources:sales:Pool:Lifetime", "1.00:00:00"), ("Quarry:Sources:sales:Pool:KeepAlive", "00:01:00"),
            ("Quarry:Sources:sales:Pool:ValidateAfter", "00:00:02"), ("Quarry:Sources:sales:Pool:LeakThreshold", "00:00:03"));
        options.PluginsDirectory.Should().Be("drivers");
        options.MorePluginsDirectories.Should().Equal("a", "b");
        options.MemoryBudgetBytes.Should().Be(2097152);
        options.DriverPatience.Should().Be(TimeSpan.FromSeconds(7));
        options.Sources.Keys.Should().BeEquivalentTo("sales", "stock");
        options.Sources["stock"].Options.Should().Be(SourceOptions.Default);
        options.Sources["sales"].Target.Should().Be("count://sales");
        options.Sources["sales"].Options.Should().Be(new SourceOptions
        {
            PreparedStatements = 3,
            MemoryLimitBytes = 4096,
            MetadataTtl = null,
            WarmUp = 2,
            WarmUpMustSucceed = true,
            Pool = new()
            {
                MaxSessions = 9,
                MinSessions = 1,
                WaitTimeout = TimeSpan.FromSeconds(1),
                IdleTimeout = null,
                Lifetime = TimeSpan.FromDays(1),
                KeepAlive = TimeSpan.FromMinutes(1),
                ValidateAfter = TimeSpan.FromSeconds(2),
                LeakThreshold = TimeSpan.FromSeconds(3),
            },
        });
    }

    [Fact]
    public void Every_option_has_its_setting()
    {
        SourceSettings.Pool.Keys.Should().BeEquivalentTo(Names(typeof(PoolOptions)));
        SourceSettings.Source.Keys.Should().BeEquivalentTo(Names(typeof(SourceOptions)));

        static IEnumerable<string> Names(Type type) => type.GetProperties().Where(property => property.GetMethod is { IsStatic: false, IsPublic: true }).Select(property => property.Name);
    }

    [Theory]
    [InlineData("PluginDirectory", "x", "Quarry:PluginDirectory: there is no such setting. Here stand PluginsDirectory, ")]
    [InlineData("Sources:sales:MaxSessions", "x", "Quarry:Sources:sales:MaxSessions: there is no such setting. Here stand Pool, ")]
    [InlineData("Sources:sales:Pool:MaxSesions", "5", "Quarry:Sources:sales:Pool:MaxSesions: there is no such setting. Here stand MaxSessions, ")]
    [InlineData("Sources:sales:Pool:MaxSessions", "many", "Quarry:Sources:sales:Pool:MaxSessions: takes an integer, not \"many\".")]
    [InlineData("Sources:sales:Pool:MaxSessions", "", "Quarry:Sources:sales:Pool:MaxSessions: takes an integer")]
    [InlineData("Sources:sales:Pool:MaxSessions", "0", "Quarry:Sources:sales:Pool:MaxSessions: 0 is no number of sessions")]
    [InlineData("Sources:sales:Pool:MinSessions", "21", "Quarry:Sources:sales:Pool:MinSessions: 21 is not possible; set 0 to MaxSessions, which is 20.")]
    [InlineData("Sources:sales:Pool:KeepAlive", "00:00:29", "Quarry:Sources:sales:Pool:KeepAlive: 00:00:29 is too little")]
    [InlineData("Sources:sales:Pool:LeakThreshold", "00:00:01", "Quarry:Sources:sales:Pool:LeakThreshold: 00:00:01 is too little")]
    [InlineData("Sources:sales:Pool:WaitTimeout", "15", "Quarry:Sources:sales:Pool:WaitTimeout: takes a time such as 00:00:30")]
    [InlineData("Sources:sales:Pool:Lifetime", "25.00:00:00", "Quarry:Sources:sales:Pool:Lifetime: 25.00:00:00 is too much")]
    [InlineData("Sources:sales:Pool", "20", "Quarry:Sources:sales:Pool: takes settings below it (MaxSessions, ")]
    [InlineData("Sources:sales:PreparedStatements", "-1", "Quarry:Sources:sales:PreparedStatements: -1 is below 0")]
    [InlineData("Sources:sales:PreparedStatements:Max", "1", "Quarry:Sources:sales:PreparedStatements: takes an integer, not settings below it.")]
    [InlineData("Sources:sales:MemoryLimitBytes", "0", "Quarry:Sources:sales:MemoryLimitBytes: 0 leaves no memory")]
    [InlineData("Sources:sales:MetadataTtl", "-00:00:01", "Quarry:Sources:sales:MetadataTtl: -00:00:01 is below zero")]
    [InlineData("Sources:sales:WarmUp", "21", "Quarry:Sources:sales:WarmUp: 21 sessions cannot be opened ahead")]
    [InlineData("Sources:sales:WarmUpMustSucceed", "yes", "Quarry:Sources:sales:WarmUpMustSucceed: takes true or false, not \"yes\".")]
    [InlineData("Sources:stock:Pool:MaxSessions", "3", "Quarry:Sources:stock: there is no target.")]
    [InlineData("Sources:stock", "no target", "Quarry:Sources:stock: ")]
    [InlineData("DriverPatience", "0:00", "Quarry:DriverPatience: 00:00:00 gives a driver no time")]
    public void What_is_wrong_is_told_with_its_key(string key, string value, string expected)
        => FluentActions.Invoking(() => Read(($"Quarry:{key}", value), ("Quarry:Sources:sales:Target", "count://sales")))
            .Should().Throw<OptionsValidationException>().Which.Failures.Should().Contain(failure => failure.StartsWith(expected));

    [Fact]
    public void The_readmes_configuration_is_right()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        string json = readme.Split("```json\n")[1].Split("```")[0];
        IConfigurationRoot configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        using ServiceProvider provider = new ServiceCollection().AddQuarry(configuration.GetSection("Quarry")).Services.BuildServiceProvider();
        QuarryOptions options = provider.GetRequiredService<IOptions<QuarryOptions>>().Value;
        options.Sources["sales"].Options.Pool.MaxSessions.Should().Be(8);
        options.Sources["stock"].Target.Should().Be("sqlite:///data/stock.db");
    }

    [Fact]
    public void A_wrong_target_does_not_show_its_password()
        => FluentActions.Invoking(() => Read(("Quarry:Sources:sales:Target", "no target, password=hunter2")))
            .Should().Throw<OptionsValidationException>().Which.Message.Should().Contain("Quarry:Sources:sales:").And.NotContain("hunter2");

    [Fact]
    public void Another_section_has_its_own_path_in_messages()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection([new("App:Data:DriverPatience", "00:00:00")]).Build();
        using ServiceProvider provider = new ServiceCollection().AddQuarry(configuration.GetSection("App:Data")).Services.BuildServiceProvider();
        provider.Invoking(services => services.GetRequiredService<QuarryEngine>()).Should().Throw<OptionsValidationException>().WithMessage("App:Data:DriverPatience: *");
    }

    [Fact]
    public void Options_from_code_are_checked_alike()
    {
        using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "" });
        engine.Invoking(quarry => quarry.OpenSource("count://a", new() { Pool = new() { MaxSessions = 0 } })).Should().Throw<Contracts.QuarryException>()
            .WithMessage("Source \"source-1\": Pool:MaxSessions: 0 is no number of sessions; set 1 or more.");
    }

    private static QuarryOptions Read(params (string Key, string Value)[] settings)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        using ServiceProvider provider = new ServiceCollection().AddQuarry(configuration.GetSection("Quarry")).Services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<QuarryOptions>>().Value;
    }
}
