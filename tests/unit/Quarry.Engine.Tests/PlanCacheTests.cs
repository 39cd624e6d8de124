using Quarry.Contracts;
using Quarry.Engine.Planning;
using Quarry.Engine.Sql;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class PlanCacheTests
{
    [Fact]
    public async Task A_text_is_planned_once_and_bound_each_time()
    {
        await using var fake = new FakeSource();
        var rule = new CountingRule();
        fake.Driver.RuleList.Add(rule);
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        await fake.Source.ExecuteAsync("select @a", new { a = "two" });
        rule.Applied.Should().Be(1);
        fake.Session.LastParameters.Single().Value.Should().Be("two");
        await fake.Source.Awaiting(source => source.ExecuteAsync("select @a", new { b = 1 }).AsTask()).Should().ThrowAsync<QuarryException>("a value is missing");
    }

    [Fact]
    public async Task Other_options_are_another_plan()
    {
        await using var fake = new FakeSource();
        await fake.Source.ExecuteAsync("select 1");
        await fake.Source.ExecuteAsync("select 1", null, new() { Batch = new() { Rows = 7 } }, default);
        fake.Session.LastPlan!.Batch.Rows.Should().Be(7);
        await fake.Source.ExecuteAsync("select 1", null, new() { Read = new() { MismatchAsText = true } }, default);
        fake.Session.LastPlan.Read.MismatchAsText.Should().BeTrue();
    }

    [Fact]
    public async Task Servers_that_differ_have_plans_of_their_own()
    {
        await using var fake = new FakeSource();
        var rule = new CountingRule();
        fake.Driver.RuleList.Add(rule);
        await fake.Source.ExecuteAsync("select 1");
        fake.Driver.Capabilities = fake.Driver.Capabilities with { Upsert = Capability.Yes("") };
        fake.Driver.OnReset = _ => throw new QuarryException(ErrorKind.Transport, 1, "gone");
        await fake.Source.ExecuteAsync("select 1");
        await fake.Source.ExecuteAsync("select 1");
        rule.Applied.Should().Be(2, "the third session is to a server like the second's");
    }

    [Fact]
    public void It_keeps_what_was_used_last()
    {
        var cache = new PlanCache();
        for (int i = 0; i < 10 * PlanCache.MaxPlans; i++)
        {
            Add(cache, $"select {i}");
            cache.Find(Key("select 0")).Should().NotBeNull("it is in use");
            cache.Count.Should().BeLessThanOrEqualTo(PlanCache.MaxPlans);
        }

        cache.Find(Key("select 1")).Should().BeNull();
    }

    [Fact]
    public void Long_texts_are_not_kept()
    {
        var cache = new PlanCache();
        Add(cache, new string(' ', PlanCache.MaxLength - 8) + "select 1");
        Add(cache, new string(' ', PlanCache.MaxLength - 7) + "select 1");
        cache.Count.Should().Be(1);
    }

    [Fact]
    public async Task Many_threads_share_one_plan_per_text()
    {
        var cache = new PlanCache();
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), (i, _) =>
        {
            string sql = $"select {i % 1000}";
            StatementPlan plan = cache.Find(Key(sql)) ?? Add(cache, sql);
            plan.Plan.Sql.Should().Be(sql);
            return default;
        });
        cache.Count.Should().BeInRange(PlanCache.MaxPlans / 2, PlanCache.MaxPlans + Environment.ProcessorCount);
    }

    private static PlanKey Key(string sql) => new(sql, "scope", BatchLimits.Default, ReadOptions.Default);

    private static StatementPlan Add(PlanCache cache, string sql)
        => cache.Add(Key(sql), new() { Sql = SqlScanner.Parse(sql, SqlLexicon.Standard), Order = [], Plan = new() { Sql = sql }, Rules = [], Summary = "" });

    private sealed class CountingRule : OptimizationRule
    {
        public int Applied { get; private set; }

        public override string Name => "fake.count";

        public override RuleOutcome Apply(QueryPlan plan, RuleContext context)
        {
            Applied++;
            return RuleOutcome.Unchanged(plan, "");
        }
    }
}
