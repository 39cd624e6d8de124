using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Hosting;

namespace Quarry.Tests;

public sealed class QuarryEngineTests
{
    [Fact]
    public async Task A_target_is_opened_by_the_driver_of_its_scheme()
    {
        await using QuarryEngine engine = Create();
        await using Source source = engine.OpenSource("count://here");
        (await SumAsync(source)).Should().Be(6);
        Explanation explanation = await source.ExplainAsync("select 1", null, QueryOptions.Default, default);
        (explanation.Driver.Id, explanation.Origin, explanation.Transport).Should().Be(("count", "the application itself", "native"));
        engine.Memory.RentedBlocks.Should().Be(0);
        engine.Memory.Rents.Should().BePositive("batches are built in the engine's memory");
    }

    [Fact]
    public async Task An_unknown_scheme_is_told_with_those_that_there_are()
    {
        await using QuarryEngine engine = Create();
        QuarryException error = (await engine.Awaiting(quarry => quarry.OpenSource("oracle://host/db").ExecuteAsync("select 1").AsTask())
            .Should().ThrowAsync<QuarryException>()).Which;
        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain("oracle").And.Contain("count");
    }

    [Fact]
    public async Task A_missing_plugins_directory_is_no_error_before_a_target_needs_it()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "no-such-directory" });
        string expected = Path.Combine(AppContext.BaseDirectory, "no-such-directory");
        engine.Plugins.Problems.Should().ContainSingle().Which.ToString().Should().Contain(expected, "a relative path starts at the application");
        await engine.Awaiting(quarry => quarry.OpenSource("oracle://host/db").ExecuteAsync("select 1").AsTask())
            .Should().ThrowAsync<QuarryException>().WithMessage($"*{expected}*");
    }

    [Fact]
    public async Task Every_plugins_directory_is_searched()
    {
        string first = Directory.CreateTempSubdirectory().FullName;
        string second = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(first, "one"));
        Directory.CreateDirectory(Path.Combine(second, "two"));
        var options = new QuarryOptions { PluginsDirectory = first };
        options.MorePluginsDirectories.Add(second);
        await using (QuarryEngine engine = QuarryEngine.Create(options))
        {
            engine.Plugins.Plugins.Should().HaveCount(2).And.OnlyContain(plugin => plugin.State == PluginState.Failed);
        }

        Directory.Delete(first, recursive: true);
        Directory.Delete(second, recursive: true);
    }

    [Fact]
    public async Task A_named_source_is_one_object_and_an_unknown_name_lists_the_others()
    {
        await using QuarryEngine engine = Create(options => options.Sources["sales"] = new("count://here"));
        engine.GetSource("sales").Should().BeSameAs(engine.GetSource("sales"));
        engine.Invoking(quarry => quarry.GetSource("Sales")).Should().Throw<QuarryException>().WithMessage("*\"sales\"*");
    }

    [Fact]
    public void Every_wrong_setting_is_named_by_its_key()
    {
        var options = new QuarryOptions { MemoryBudgetBytes = 5, PluginsDirectory = "a\0b", DriverPatience = TimeSpan.Zero };
        options.MorePluginsDirectories.Add(null!);
        options.Sources["broken"] = new("no target, password=hunter2");
        QuarryException error = options.Invoking(QuarryEngine.Create).Should().Throw<QuarryException>().Which;
        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain("Quarry:PluginsDirectory:").And.Contain("Quarry:MorePluginsDirectories:0:").And.Contain("Quarry:MemoryBudgetBytes:")
            .And.Contain("Quarry:DriverPatience:").And.Contain("Quarry:Sources:broken:").And.NotContain("hunter2");
    }

    [Fact]
    public async Task Disposal_closes_all_sources_and_is_idempotent()
    {
        QuarryEngine engine = Create(options => options.Sources["sales"] = new("count://here"));
        Source named = engine.GetSource("sales");
        Source opened = engine.OpenSource("count://there");
        ColumnBatch? kept = null;
        await foreach (ColumnBatch batch in opened.QueryAsync("select 1"))
        {
            kept = batch.Retain();
        }

        await engine.DisposeAsync();
        engine.Dispose();
        (named.IsClosed, opened.IsClosed).Should().Be((true, true));
        engine.Invoking(quarry => quarry.OpenSource("count://here")).Should().Throw<ObjectDisposedException>();
        engine.Invoking(quarry => quarry.GetSource("sales")).Should().Throw<ObjectDisposedException>();
        kept![0].Values<long>().ToArray().Should().Equal([1, 2, 3], "a retained batch outlives the engine");
        kept.Dispose();
    }

    [Fact]
    public async Task The_memory_budget_is_honoured()
    {
        await using QuarryEngine engine = Create(options => options.MemoryBudgetBytes = 1 << 20);
        Source source = engine.OpenSource("count://here");
        var kept = new List<ColumnBatch>();
        Func<Task> hoarding = async () =>
        {
            while (true)
            {
                await foreach (ColumnBatch batch in source.QueryAsync("select 1"))
                {
                    kept.Add(batch.Retain());
                }
            }
        };
        (await hoarding.Should().ThrowAsync<QuarryException>().WithMessage("*MemoryBudgetBytes*")).Which.Kind.Should().Be(ErrorKind.Resource);
        kept.ForEach(batch => batch.Dispose());
        (await SumAsync(source)).Should().Be(6, "memory that comes back is memory again");
    }

    internal static QuarryEngine Create(Action<QuarryOptions>? configure = null)
    {
        var options = new QuarryOptions { PluginsDirectory = "" };
        options.ConfigurePlugins(plugins => plugins.AddDriver(() => new CountDriver()));
        configure?.Invoke(options);
        return QuarryEngine.Create(options);
    }

    internal static async Task<long> SumAsync(Source source)
    {
        long sum = 0;
        await foreach (ColumnBatch batch in source.QueryAsync("select 1"))
        {
            foreach (long value in batch[0].Values<long>())
            {
                sum += value;
            }
        }

        return sum;
    }
}
