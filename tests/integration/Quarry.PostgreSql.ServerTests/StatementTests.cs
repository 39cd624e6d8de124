using System.Data;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>Statements of every sort, and what the server says of its own accord meanwhile.</summary>
public sealed class StatementTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("values (1, 'a'), (2, 'b')", "1 a 2 b")]
    [InlineData("show integer_datetimes", "on")]
    [InlineData("table pg_temp.sorts", "")]
    [InlineData("insert into sorts values (1), (2) returning i * 10", "10 20")]
    [InlineData("with added as (insert into sorts values (3) returning i) select i + 1 from added", "4")]
    [InlineData("update sorts set i = i returning i", "")]
    [InlineData("explain (costs off) select 1", "Result")]
    [InlineData("select * from pg_temp.twins(3)", "3 three")]
    [InlineData("call pg_temp.doubles(21)", "42")]
    [InlineData("do $$ begin perform 1; end $$", "")]
    [InlineData("listen sorts", "")]
    [InlineData("", "")]
    [InlineData(" ; -- nothing", "")]
    [InlineData("select from generate_series(1, 3)", "rows: 3")]
    [InlineData("select where false", "rows: 0")]
    public async Task Every_sort_of_statement_runs(string sql, string expected)
    {
        await using Session session = await PreparedSessionAsync();
        await using (ResultReader result = await session.ExecuteAsync(new() { Sql = sql }, [], CancellationToken.None))
        {
            var values = new List<object?>();
            int rows = 0;
            while (await result.ReadAsync(CancellationToken.None) is { } batch)
            {
                using (batch)
                {
                    rows += batch.Rows;
                    for (int row = 0; row < batch.Rows; row++)
                    {
                        values.AddRange(batch.Columns.Select(column => column.GetValue(row)));
                    }
                }
            }

            (result.Schema?.Columns.Count == 0 ? $"rows: {rows}" : string.Join(' ', values)).Should().Be(expected);
        }

        await session.PingAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Output_parameters_come_from_procedures_and_functions()
    {
        await using Session session = await PreparedSessionAsync();
        foreach (string sql in (string[])["call pg_temp.doubles($1)", "select * from pg_temp.doubled($1)"])
        {
            var parameter = new Parameter(LogicalType.Int32, 4) { Name = "n", Direction = ParameterDirection.InputOutput };
            await using ResultReader result = await session.ExecuteAsync(new() { Sql = sql, ParameterCount = 1 }, [parameter], CancellationToken.None);
            result.OutputParameters.Should().ContainSingle(sql).Which.Value.Should().Be(8, sql);
        }
    }

    [Fact]
    public async Task Notices_between_rows_are_events_and_rows_are_whole()
    {
        var host = new TestHost();
        await using Session session = await Open.SessionAsync(shared.Server, host);
        await Open.RowsAsync(session, "create function pg_temp.noisy(i int) returns int language plpgsql as $$ begin raise notice 'row %', i; return i; end $$");
        List<object?[]> rows = await Open.RowsAsync(session, "select pg_temp.noisy(i), repeat('x', 100) from generate_series(1, 20000) as i");
        rows.Select(row => row[0]).Should().Equal(Enumerable.Range(1, 20_000).Cast<object?>());
        host.Messages.Count(message => message.Contains("NOTICE 00000: row ", StringComparison.Ordinal)).Should().Be(20_000);
        Func<Task> fails = () => Open.RowsAsync(session, "select 1 / (pg_temp.noisy(i) - 3) from generate_series(1, 5) as i");
        await fails.Should().ThrowAsync<QuarryException>();
        await using (ResultReader early = await session.ExecuteAsync(new() { Sql = "select pg_temp.noisy(i) from generate_series(1, 1000) as i", Batch = new() { Rows = 3 } }, [], CancellationToken.None))
        {
            (await early.ReadAsync(CancellationToken.None))!.Dispose();
        }

        (await Open.RowsAsync(session, "select 1")).Should().HaveCount(1);
    }

    [Fact]
    public async Task Notifications_during_a_query_are_no_answers()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "listen noise");
        for (int i = 0; i < 20; i++)
        {
            await shared.Server.PsqlAsync("select pg_notify('noise', repeat('n', 7000)) from generate_series(1, 20)");
            (await Open.RowsAsync(session, $"notify noise, 'own'; select {i}; notify noise, 'more'")).Should().BeEmpty();
            (await Open.RowsAsync(session, "select i from generate_series(1, 100) as i")).Should().HaveCount(100);
        }
    }

    private async Task<Session> PreparedSessionAsync()
    {
        Session session = await Open.SessionAsync(shared.Server);
        foreach (string sql in (string[])[
            "create temp table sorts (i int)",
            "create function pg_temp.twins(n int, out a int, out b text) returns setof record language sql as $$ select n, 'three' $$",
            "create function pg_temp.doubled(inout n int) language sql as $$ select n * 2 $$",
            "create procedure pg_temp.doubles(inout n int) language plpgsql as $$ begin n := n * 2; end $$"])
        {
            await Open.RowsAsync(session, sql);
        }

        return session;
    }
}
