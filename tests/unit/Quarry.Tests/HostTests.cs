using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Health;

namespace Quarry.Tests;

/// <summary>An application with a host: configuration, warm-up, health.</summary>
public sealed class HostTests
{
    private readonly CountDriver _driver = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task An_application_on_sqlite_starts_is_ready_and_reads_its_metadata()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([new("Quarry:Sources:sales:Target", "sqlite::memory:"), new("Quarry:Sources:sales:WarmUp", "3")]);
        builder.Services.AddQuarry(builder.Configuration.GetSection("Quarry")).AddHealthChecks();
        using IHost host = builder.Build();
        await host.StartAsync();
        Source source = host.Services.GetRequiredKeyedService<Source>("sales");
        source.Pool.Idle.Should().Be(1, "a database in memory bears one session");
        await source.ExecuteAsync("create table orders(no integer primary key)");
        (await source.Metadata.GetTablesAsync()).Should().ContainSingle().Which.Name.Should().Be("orders");
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        report.Entries.Should().HaveCount(2);
        report.Entries["quarry"].Tags.Should().Contain("live");
        report.Entries["quarry:sales"].Status.Should().Be(HealthStatus.Healthy);
        report.Entries["quarry:sales"].Tags.Should().Contain("ready");
        report.Entries["quarry:sales"].Data.Keys.Should().BeEquivalentTo("idle", "used", "opening", "waiting", "total", "max");
        await host.StopAsync();
    }

    [Fact]
    public async Task Warm_up_opens_as_many_sessions_as_asked_for_before_the_application_runs()
    {
        using IHost host = Build(new() { WarmUp = 3 });
        await host.StartAsync();
        _driver.Opened.Should().Be(3);
        Source(host).Pool.Idle.Should().Be(3);
    }

    [Fact]
    public async Task Warm_up_opens_no_more_than_the_driver_bears()
    {
        _driver.Max = 2;
        using IHost host = Build(new() { WarmUp = 3 });
        await host.StartAsync();
        _driver.Opened.Should().Be(2);
    }

    [Fact]
    public async Task A_warm_up_that_fails_lets_the_application_start_unless_told_otherwise()
    {
        _driver.OnOpen = _ => throw new QuarryException(ErrorKind.Transport, 1, "no route");
        using IHost lenient = Build(new() { WarmUp = 1 });
        await lenient.StartAsync();
        using IHost strict = Build(new() { WarmUp = 1, WarmUpMustSucceed = true });
        (await strict.Awaiting(host => host.StartAsync()).Should().ThrowAsync<QuarryException>()).Which.Message.Should().StartWith("Quarry:Sources:sales:WarmUp: ").And.Contain("no route");
    }

    [Fact]
    public async Task A_warm_up_that_hangs_is_given_up()
    {
        var begun = new TaskCompletionSource();
        _driver.OnOpen = async token =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        using IHost host = Build(new() { WarmUp = 1, WarmUpMustSucceed = true, Pool = new() { WaitTimeout = null } });
        Task start = host.StartAsync();
        await begun.Task;
        _clock.Advance(TimeSpan.FromSeconds(30));
        (await FluentActions.Awaiting(() => start).Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("not all 1 sessions were open after 00:00:30");
    }

    [Fact]
    public async Task A_source_whose_server_is_away_is_unhealthy_and_says_nothing_of_it()
    {
        _driver.OnOpen = _ => throw new QuarryException(ErrorKind.Transport, 4711, "cannot reach db.internal:5432 as app");
        using IHost host = Build(new() { Pool = new() { WaitTimeout = TimeSpan.FromSeconds(1) } });
        HealthReportEntry entry = await CheckAsync(host);
        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Description.Should().StartWith("the source cannot be used: Transport error QRY").And.NotContain("db.internal").And.NotContain("app");
        entry.Exception.Should().BeNull();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_within_two_seconds_is_unhealthy()
    {
        var asked = new TaskCompletionSource();
        _driver.OnPing = async token =>
        {
            // The engine asks once more, to see whether the session still works.
            if (asked.TrySetResult())
            {
                await Task.Delay(Timeout.Infinite, token);
            }
        };
        using IHost host = Build(SourceOptions.Default);
        Task<HealthReportEntry> check = CheckAsync(host);
        await asked.Task;
        _clock.Advance(SourceHealthCheck.Patience);
        HealthReportEntry entry = await check;
        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Description.Should().Contain("no answer within 2 s");
    }

    [Fact]
    public async Task A_source_whose_callers_wait_is_degraded()
    {
        _driver.Max = 1;
        using IHost host = Build(SourceOptions.Default);
        BatchStream holder = Source(host).QueryAsync("select 1");
        await holder.GetSchemaAsync();
        Task<HealthReportEntry> check = CheckAsync(host);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Source(host).Pool.Waiting == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        _clock.Advance(SourceHealthCheck.Patience);
        HealthReportEntry entry = await check;
        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Data["used"].Should().Be(1);
        await holder.DisposeAsync();
    }

    [Fact]
    public async Task Liveness_asks_no_database()
    {
        using IHost host = Build(SourceOptions.Default);
        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("live"));
        report.Entries.Should().ContainSingle().Which.Value.Status.Should().Be(HealthStatus.Healthy);
        _driver.Opened.Should().Be(0);
    }

    private static Source Source(IHost host) => host.Services.GetRequiredKeyedService<Source>("sales");

    private static async Task<HealthReportEntry> CheckAsync(IHost host)
        => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("ready"))).Entries["quarry:sales"];

    private IHost Build(SourceOptions options)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddQuarry(quarry =>
        {
            quarry.PluginsDirectory = "";
            quarry.Clock = _clock;
            quarry.ConfigurePlugins(plugins => plugins.AddDriver(() => _driver));
        }).AddSource("sales", "count://db", options).AddHealthChecks();
        return builder.Build();
    }
}
