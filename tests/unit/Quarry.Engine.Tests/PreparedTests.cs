using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class PreparedTests
{
    private static readonly QuarryException s_stale = new(ErrorKind.Server, 1, "cached plan must not change result type.", FakeDriver.Stale, null);

    [Theory]
    [InlineData("select @a", 1)]
    [InlineData("insert into t values (@a)", 1)]
    [InlineData("update t set a = @a", 1)]
    [InlineData("delete from t where a = @a", 1)]
    [InlineData("merge into t using u on @a = 1 when matched then delete", 1)]
    [InlineData("values (@a)", 1)]
    [InlineData("call p(@a)", 0)]
    [InlineData("set x = @a", 0)]
    [InlineData("select @a; select 2", 0)]
    public async Task What_has_parameters_and_reads_or_changes_rows_is_prepared_once(string sql, int expected)
    {
        await using FakeSource fake = Create();
        for (int i = 0; i < 1000; i++)
        {
            await fake.Source.ExecuteAsync(sql, new { a = i });
        }

        Count(fake, "prepare").Should().Be(expected);
        Count(fake, "execute").Should().Be(1000);
    }

    [Fact]
    public async Task A_text_without_parameters_is_prepared_when_it_comes_again()
    {
        await using FakeSource fake = Create();
        await fake.Source.ExecuteAsync("select 1");
        (await fake.Source.ExplainAsync("select 1", null, QueryOptions.Default, default)).Should().Match<Explanation>(told => told.IsPrepared && told.Preparation == "its text came before");
        fake.Session.Calls.Clear();
        await fake.Source.ExecuteAsync("select 1");
        await fake.Source.ExecuteAsync("select 1");
        Count(fake, "prepare").Should().Be(1);
    }

    [Fact]
    public async Task Explaining_is_no_execution()
    {
        await using FakeSource fake = Create();
        for (int i = 0; i < 2; i++)
        {
            Explanation told = await fake.Source.ExplainAsync("select 1", null, QueryOptions.Default, default);
            told.IsPrepared.Should().BeFalse();
            told.ToString().Should().Contain("prepared    no, it has no parameters and its text comes for the first time");
        }
    }

    [Fact]
    public async Task Never_is_never_and_what_the_driver_does_not_offer_is_not_tried()
    {
        await using FakeSource fake = Create();
        await fake.Source.ExecuteAsync("select @a", new { a = 1 }, new() { Prepare = PrepareMode.Never }, default);
        Count(fake, "prepare").Should().Be(0);

        await using var without = new FakeSource();
        await without.Source.ExecuteAsync("select @a", new { a = 1 });
        Count(without, "prepare").Should().Be(0);
        await without.Source.Awaiting(source => source.ExecuteAsync("select @a", new { a = 1 }, new() { Prepare = PrepareMode.Always }, default).AsTask())
            .Should().ThrowAsync<QuarryException>().WithMessage($"*{nameof(DriverCapabilities.PreparedStatements)}*");
    }

    [Fact]
    public async Task Always_prepares_at_once_or_says_why_it_cannot()
    {
        await using FakeSource fake = Create();
        var always = new QueryOptions { Prepare = PrepareMode.Always };
        await fake.Source.ExecuteAsync("set x = 1", null, always, default);
        Count(fake, "prepare").Should().Be(1);
        await fake.Source.Awaiting(source => source.ExecuteAsync("select 1; select 2", null, always, default).AsTask())
            .Should().ThrowAsync<QuarryException>().WithMessage("*several statements*");
    }

    [Fact]
    public async Task A_plan_with_a_hint_is_the_drivers_own_matter()
    {
        await using FakeSource fake = Create();
        fake.Driver.RuleList.Add(new HintRule());
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        Count(fake, "prepare").Should().Be(0);
    }

    [Fact]
    public async Task Other_types_are_another_statement()
    {
        await using FakeSource fake = Create();
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        await fake.Source.ExecuteAsync("select @a", new { a = "x" });
        await fake.Source.ExecuteAsync("select @a", new { a = 2 });
        await fake.Source.ExecuteAsync("select @a", new { a = "y" });
        Count(fake, "prepare").Should().Be(2);
    }

    [Fact]
    public async Task The_least_recently_used_is_freed_at_the_server()
    {
        await using FakeSource fake = Create();
        for (int i = 0; i <= SourceOptions.Default.PreparedStatements; i++)
        {
            await fake.Source.ExecuteAsync($"select {i}, @a", new { a = 1 });
            await fake.Source.ExecuteAsync("select 0, @a", new { a = 1 });
        }

        Count(fake, "unprepare").Should().Be(1);
        fake.Session.Calls.Clear();
        await fake.Source.ExecuteAsync("select 0, @a", new { a = 1 });
        Count(fake, "prepare").Should().Be(0, "it was used all the time");
        await fake.Source.ExecuteAsync("select 1, @a", new { a = 1 });
        Count(fake, "prepare").Should().Be(1, "it had to go");
    }

    [Theory]
    [InlineData("create table t (a int)")]
    [InlineData("select 1; drop table t")]
    public async Task A_definition_makes_all_that_was_prepared_old(string definition)
    {
        await using FakeSource fake = Create();
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        await fake.Source.ExecuteAsync(definition);
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        fake.Session.Calls.Where(call => call != "reset").Should().Equal("prepare", "execute", "execute", "unprepare", "prepare", "execute");
    }

    [Fact]
    public async Task What_a_reset_forgot_is_prepared_again()
    {
        await using FakeSource fake = Create();
        fake.Driver.ResetForgets = true;
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        fake.Session.Calls.Should().Equal("prepare", "execute", "reset", "unprepare", "prepare", "execute", "reset");
    }

    [Fact]
    public async Task A_stale_statement_is_prepared_again_once_and_the_caller_sees_nothing()
    {
        await using FakeSource fake = Create();
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        int failures = 1;
        fake.Driver.OnExecutePrepared = _ => failures-- > 0 ? throw s_stale : default;
        fake.Session.Calls.Clear();
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        fake.Session.Calls.Should().Equal("unprepare", "prepare", "execute", "reset");

        failures = int.MaxValue;
        (await fake.Source.Awaiting(source => source.ExecuteAsync("select @a", new { a = 1 }).AsTask()).Should().ThrowAsync<QuarryException>())
            .Which.SqlState.Should().Be(FakeDriver.Stale, "once is enough");
    }

    [Fact]
    public async Task Within_a_transaction_a_stale_statement_is_an_error_and_the_cache_is_not_poisoned()
    {
        await using FakeSource fake = Create();
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        int failures = 1;
        fake.Driver.OnExecutePrepared = _ => failures-- > 0 ? throw s_stale : default;
        await using (Transaction transaction = await fake.Source.BeginAsync(TransactionOptions.Default, default))
        {
            (await transaction.Awaiting(open => open.ExecuteAsync("select @a", new { a = 1 }).AsTask()).Should().ThrowAsync<QuarryException>().WithMessage("*Within a transaction*"))
                .Which.IsTransient.Should().BeTrue();
        }

        fake.Session.Calls.Clear();
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        fake.Session.Calls.Should().Equal("prepare", "execute", "reset");
    }

    [Fact]
    public async Task A_preparation_that_fails_leaves_nothing_in_the_cache()
    {
        await using FakeSource fake = Create();
        fake.Driver.OnPrepare = _ => throw new QuarryException(ErrorKind.Server, 1, "no such table", "42P01", null);
        await fake.Source.Awaiting(source => source.ExecuteAsync("select @a", new { a = 1 }).AsTask()).Should().ThrowAsync<QuarryException>().WithMessage("no such table");
        fake.Driver.OnPrepare = _ => default;
        await fake.Source.ExecuteAsync("select @a", new { a = 1 });
        Count(fake, "prepare").Should().Be(2);
    }

    private static FakeSource Create()
    {
        var fake = new FakeSource();
        fake.Driver.Max = 1;
        fake.Driver.Capabilities = fake.Driver.Capabilities with { PreparedStatements = Capability.Yes(""), Transactions = Capability.Yes("") };
        return fake;
    }

    private static int Count(FakeSource fake, string call) => fake.Session.Calls.Count(made => made == call);

    private sealed class HintRule : OptimizationRule
    {
        public override string Name => "fake.hint";

        public override RuleOutcome Apply(QueryPlan plan, RuleContext context) => RuleOutcome.Changed(plan with { Hints = plan.Hints.SetItem("a", "b") }, "");
    }
}
