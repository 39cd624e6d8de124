using System.Collections.Immutable;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>A rule may ask for COPY; the rows are the same.</summary>
public sealed class CopyHintTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly ImmutableSortedDictionary<string, string> s_copy = ImmutableSortedDictionary<string, string>.Empty.Add("postgresql.read", "copy");

    [Theory]
    [InlineData("select i, i::numeric(12,2) / 4 as n, case when i % 3 = 0 then 'text ' || i end as t, date '2000-01-01' + i as d from generate_series(1, 20000) as i -- all")]
    [InlineData("select 1 where false")]
    [InlineData("values (1, null::text)")]
    [InlineData("select repeat('x', 1000000) as big, i from generate_series(1, 5) as i")]
    public async Task Rows_are_those_of_the_query(string sql)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        List<object?[]> expected = await Open.RowsAsync(session, sql);
        List<object?[]> copied = await RowsAsync(session, new() { Sql = sql, Hints = s_copy, Batch = new() { Rows = 1000 } });
        copied.Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
    }

    [Theory]
    [InlineData("select '(1,2)'::point", "point")]
    [InlineData("select 1; select 2", "one query")]
    [InlineData("create temp table t (i int)", "one query")]
    public async Task What_cannot_be_copied_is_refused(string sql, string cause)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        Func<Task> run = () => RowsAsync(session, new() { Sql = sql, Hints = s_copy });
        (await run.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain(cause);
        (await Open.RowsAsync(session, "select 1")).Should().HaveCount(1);
    }

    [Fact]
    public async Task Errors_and_early_ends_leave_the_session_usable()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        Func<Task> run = () => RowsAsync(session, new() { Sql = "select 1 / (i - 5000) from generate_series(1, 10000) as i", Hints = s_copy });
        (await run.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("22012");
        await using ResultReader left = await session.ExecuteAsync(new() { Sql = "select i from generate_series(1, 10000000) as i", Hints = s_copy }, [], CancellationToken.None);
        using ColumnBatch? batch = await left.ReadAsync(CancellationToken.None);
        await left.DisposeAsync();
        (await Open.RowsAsync(session, "select 1")).Should().HaveCount(1);
    }

    [Fact]
    public async Task Other_hints_are_refused()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        Func<Task> run = () => RowsAsync(session, new() { Sql = "select 1", Hints = s_copy.SetItem("postgresql.read", "magic") });
        (await run.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("postgresql.read=magic");
    }

    private static async Task<List<object?[]>> RowsAsync(Session session, QueryPlan plan)
    {
        await using ResultReader result = await session.ExecuteAsync(plan, [], CancellationToken.None);
        var rows = new List<object?[]>();
        while (await result.ReadAsync(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                rows.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch.Columns.Select(column => column.GetValue(row)).ToArray()));
            }
        }

        return rows;
    }
}
