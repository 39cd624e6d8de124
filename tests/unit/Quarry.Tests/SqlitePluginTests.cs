using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Tests;

/// <summary>The engine with a real plugin, loaded from the plugins directory beside the tests.</summary>
public sealed class SqlitePluginTests
{
    private const string Endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n where i < 0";

    [Fact]
    public async Task A_database_in_memory_lives_as_long_as_its_source()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = engine.OpenSource("sqlite::memory:");
        (await source.ExecuteAsync("create table t (a integer); insert into t values (1), (2)")).Should().Be(2);
        (await source.ExecuteAsync("insert into t values (@a)", new { a = 3 })).Should().Be(1);
        await source.Awaiting(broken => broken.ExecuteAsync("insert into nowhere values (1)").AsTask()).Should().ThrowAsync<QuarryException>();
        (await ScalarAsync(source, "select sum(a) from t")).Should().Be(6, "neither another query nor a failed one costs the session");
        engine.Memory.RentedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_source_whose_plugin_was_unloaded_loads_it_again_instead_of_using_a_dead_session()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new QuarryOptions().ConfigurePlugins(host => host.CollectibleByDefault = true));
        await using Source source = engine.OpenSource("sqlite::memory:");
        (await ScalarAsync(source, "select 1")).Should().Be(1);
        await engine.Plugins.UnloadAsync("sqlite", default);
        (await ScalarAsync(source, "select 2")).Should().Be(2);
        (await ScalarAsync(source, "select 3")).Should().Be(3);
    }

    [Fact]
    public async Task Explain_asks_the_server_whether_the_statement_is_right()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = engine.OpenSource("sqlite::memory:");
        (await source.ExplainAsync("select @n", new { n = 1 }, QueryOptions.Default, default)).IsChecked.Should().BeTrue();
        await source.Awaiting(broken => broken.ExplainAsync("selec 1", null, QueryOptions.Default, default).AsTask())
            .Should().ThrowAsync<QuarryException>().WithMessage("*selec*");
        (await ScalarAsync(source, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task One_session_serves_many_callers()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = engine.OpenSource("sqlite::memory:");
        await source.ExecuteAsync("create table t (a integer)");
        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => source.ExecuteAsync("insert into t values (@i)", new { i }).AsTask()));
        (await ScalarAsync(source, "select sum(a) from t")).Should().Be(1275);
    }

    [Fact]
    public async Task Cancellation_ends_a_statement_that_would_never_end_and_keeps_the_session()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = engine.OpenSource("sqlite::memory:");
        await source.ExecuteAsync("create table t (a integer)");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        (await source.Awaiting(endless => endless.ExecuteAsync(Endless, null, cancel.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should().Be(cancel.Token);
        (await ScalarAsync(source, "select count(*) from t")).Should().Be(0, "the database in memory is still there");
    }

    [Fact]
    public async Task A_timeout_ends_it_as_well()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = engine.OpenSource("sqlite::memory:");
        (await source.Awaiting(endless => endless.ExecuteAsync(Endless, null, new() { Timeout = TimeSpan.FromMilliseconds(50) }, default).AsTask())
            .Should().ThrowAsync<QuarryException>().WithMessage("*timed out after 0.05 s*")).Which.Kind.Should().Be(ErrorKind.Resource);
    }

    [Fact]
    public async Task A_consumer_that_stops_early_leaves_nothing_behind()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = engine.OpenSource("sqlite::memory:");
        var options = new QueryOptions { Batch = new() { Rows = 100 } };
        for (int i = 0; i < 20; i++)
        {
            await foreach (ColumnBatch batch in source.QueryAsync(
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000) select i from n", null, options, default))
            {
                batch.Rows.Should().Be(100);
                break;
            }
        }

        engine.Memory.RentedBlocks.Should().Be(0);
        (await ScalarAsync(source, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task The_explanation_tells_where_the_plugin_comes_from()
    {
        await using QuarryEngine engine = QuarryEngine.Create(new());
        await using Source source = engine.OpenSource("sqlite::memory:");
        Explanation explanation = await source.ExplainAsync("select :a, @b, :a", new { a = 1, b = 2 }, QueryOptions.Default, default);
        explanation.Origin.Should().Be(Path.Combine(AppContext.BaseDirectory, "plugins", "sqlite"));
        explanation.Server.Product.Should().Be("SQLite");
        explanation.Parameters.Should().HaveCount(explanation.Plan.ParameterCount);
    }

    private static async Task<long> ScalarAsync(Source source, string sql)
    {
        await foreach (ColumnBatch batch in source.QueryAsync(sql))
        {
            return batch[0].GetInt64(0);
        }

        throw new InvalidOperationException("No row.");
    }
}
