using System.Collections.Immutable;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class PlanningTests
{
    [Fact]
    public async Task Named_parameters_become_the_databases_markers_in_its_order()
    {
        await using var fake = new FakeSource();
        await fake.Source.ExecuteAsync("select @b, @a, @b", new { a = 1, b = "x" });
        fake.Session.LastPlan!.Sql.Should().Be("select ?, ?, ?");
        fake.Session.LastPlan.ParameterCount.Should().Be(3);
        fake.Session.LastParameters.Select(parameter => (parameter.Name, parameter.Value)).Should().Equal(("b", "x"), ("a", 1), ("b", "x"));
    }

    [Fact]
    public async Task The_callers_choices_reach_the_driver()
    {
        await using var fake = new FakeSource();
        var options = new QueryOptions { Batch = new() { Rows = 7, Bytes = 8 }, Read = new() { MismatchAsText = true } };
        await fake.Source.ExecuteAsync("update t set a = 1", null, options, default);
        fake.Session.LastPlan.Should().BeEquivalentTo(
            new QueryPlan { Sql = "update t set a = 1", Kind = StatementKind.Update, Batch = options.Batch, Read = options.Read });
    }

    [Theory]
    [InlineData("")]
    [InlineData("  -- nothing\n;")]
    public async Task SQL_without_a_statement_is_refused(string sql)
    {
        await using var fake = new FakeSource();
        await fake.Source.Awaiting(source => source.ExecuteAsync(sql).AsTask()).Should().ThrowAsync<QuarryException>().WithMessage("*no statement*");
        fake.Session.Calls.Should().Equal(["reset"], "a session that was not used is not suspect");
    }

    [Fact]
    public async Task Several_statements_are_refused_where_the_driver_does_not_claim_them()
    {
        await using var fake = new FakeSource();
        fake.Driver.Capabilities = new();
        QuarryException error = (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1; select 2").AsTask()).Should().ThrowAsync<QuarryException>()).Which;
        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain(nameof(DriverCapabilities.MultipleResults)).And.Contain("FakeServer");
        await fake.Source.ExecuteAsync("select 1;");
    }

    [Fact]
    public async Task Output_parameters_are_refused_where_the_driver_does_not_claim_them()
    {
        await using var fake = new FakeSource();
        fake.Driver.Capabilities = new();
        var parameters = new[] { new Parameter(LogicalType.Int32, null) { Name = "p", Direction = System.Data.ParameterDirection.Output } };
        await fake.Source.Awaiting(source => source.ExecuteAsync("call f(@p)", parameters).AsTask()).Should()
            .ThrowAsync<QuarryException>().WithMessage($"*{nameof(DriverCapabilities.OutputParameters)}*");
    }

    [Fact]
    public async Task Rules_apply_in_order_and_each_is_explained()
    {
        await using var fake = new FakeSource();
        fake.Driver.RuleList.AddRange([new HintRule("fake.a", "x", fires: true), new HintRule("fake.b", "y", fires: false), new HintRule("fake.c", "x", fires: true)]);
        Explanation explanation = await fake.Source.ExplainAsync("select @n", new { n = 5L }, QueryOptions.Default, default);
        explanation.Plan.Hints.Should().Equal(new Dictionary<string, string> { ["x"] = "fake.afake.c" });
        explanation.Rules.Select(rule => (rule.Name, rule.Fired)).Should().Equal(("fake.a", true), ("fake.b", false), ("fake.c", true));
        explanation.ToString().Should().Be("""
            source      test
            target      fake://host/db
            driver      Fake DB (fake VERSION) from /plugins/fake
            transport   native
            server      FakeServer 3.1 fake
            statement   Select
            sql         select ?
            checked     no, this server prepares nothing
            prepared    no, the driver does not offer it
            parameters  n int64
            batches     at most 16384 rows or 16777216 bytes
            partitions  1
            hints       x=fake.afake.c
            rule        fake.a: fired, because
            rule        fake.b: did not fire, because not
            rule        fake.c: fired, because

            """.ReplaceLineEndings("\n").Replace("VERSION", explanation.Driver.Version, StringComparison.Ordinal));
        fake.Session.Calls.Should().Equal(["reset"], "explain runs nothing");
        await fake.Source.ExecuteAsync("select 1");
        fake.Session.LastPlan!.Hints.Should().ContainKey("x");
    }

    [Fact]
    public async Task A_rule_that_changes_the_number_of_parameters_is_at_fault()
    {
        await using var fake = new FakeSource();
        fake.Driver.RuleList.Add(new BadRule());
        QuarryException error = (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>()).Which;
        error.Kind.Should().Be(ErrorKind.Internal);
        error.Message.Should().Contain("fake.bad");
    }

    [Fact]
    public async Task An_explanation_shows_no_password_and_no_value()
    {
        await using var fake = new FakeSource("fake://user:open-sesame@host/db?mode=abc123");
        string text = (await fake.Source.ExplainAsync("select @n", new { n = "a-value" }, QueryOptions.Default, default)).ToString();
        text.Should().NotContain("sesame").And.NotContain("a-value").And.NotContain("abc123").And.Contain("user@host");
    }

    [Fact]
    public async Task A_batch_without_rows_is_not_handed_out()
    {
        await using var fake = new FakeSource();
        fake.Driver.Script = _ => [new() { Batches = 3, Rows = 0 }];
        await foreach (ColumnBatch batch in fake.Source.QueryAsync("select 1"))
        {
            batch.Rows.Should().BePositive();
        }

        fake.Session.BatchesRead.Should().Be(3);
    }

    private sealed class HintRule(string name, string hint, bool fires) : OptimizationRule
    {
        public override string Name => name;

        public override RuleOutcome Apply(QueryPlan plan, RuleContext context) => fires
            ? RuleOutcome.Changed(plan with { Hints = plan.Hints.SetItem(hint, plan.Hints.GetValueOrDefault(hint, "") + name) }, "because")
            : RuleOutcome.Unchanged(plan, "because not");
    }

    private sealed class BadRule : OptimizationRule
    {
        public override string Name => "fake.bad";

        public override RuleOutcome Apply(QueryPlan plan, RuleContext context) => RuleOutcome.Changed(plan with { ParameterCount = 9 }, "");
    }
}
