using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>What the server says of an error reaches the caller, and the session goes on unless the server ended it.</summary>
public sealed class ErrorTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task All_fields_arrive()
    {
        string table = $"fields_{Guid.NewGuid():N}";
        await using Session session = await Open.SessionAsync(shared.Server);
        await RunAsync(session, $"create table {table} (id int constraint {table}_positive check (id > 0), name text not null)");
        QuarryException check = await FailsAsync(session, $"insert into {table} values (-1, 'x')");
        check.Should().Match<QuarryException>(error => error.SqlState == "23514" && error.Severity == "ERROR" && error.Kind == ErrorKind.User && !error.IsTransient);
        check.Message.Should().Contain("Detail: Failing row contains (-1, x)");
        check.Records.Select(record => record.Message).Should().Contain(["Schema: public", $"Table: {table}", $"Constraint: {table}_positive"]).And.OnlyHaveUniqueItems();
        (await FailsAsync(session, $"insert into {table} values (1, null)")).Records.Select(record => record.Message).Should().Contain("Column: name");
        QuarryException raised = await FailsAsync(session, """
            do $$ begin raise exception 'no ä 😀' using errcode = '53100', detail = 'd', hint = 'h', schema = 's', table = 't', column = 'c', datatype = 'dt', constraint = 'co'; end $$
            """);
        raised.Should().Match<QuarryException>(error => error.SqlState == "53100" && error.Kind == ErrorKind.Resource && error.IsTransient);
        raised.Records.Select(record => record.Message).Should().StartWith(["no ä 😀", "Detail: d", "Hint: h"])
            .And.Contain(["Schema: s", "Table: t", "Column: c", "Data type: dt", "Constraint: co"]).And.ContainMatch("Context: PL/pgSQL function*line 1*");
        (await FailsAsync(session, "do $$ begin execute 'select nonsense from'; end $$")).Records.Select(record => record.Message).Should().Contain("Internal query: select nonsense from").And.ContainMatch("Internal position: *");
    }

    [Theory]
    [InlineData("select nonsense", "nonsense")]
    [InlineData("select '😀', \"a😀\", 1", "\"a😀\"")]
    [InlineData("select '😀😀'; select 1; select '😀', nonsense", "nonsense")]
    [InlineData("/* 😀; */ select 1;\n  select nonsense from nothing", "nothing")]
    [InlineData("select 1 from", "")]
    public async Task The_position_counts_in_the_callers_text(string sql, string at)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        int expected = at.Length > 0 ? sql.IndexOf(at, StringComparison.Ordinal) + 1 : sql.Length + 1;
        (await FailsAsync(session, sql)).Position.Should().Be(expected);
        await session.PingAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_fatal_error_ends_the_session()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        (await FailsAsync(session, "select pg_terminate_backend(pg_backend_pid())")).Should()
            .Match<QuarryException>(error => error.SqlState == "57P01" && error.Severity == "FATAL" && error.Kind == ErrorKind.Transport && error.IsTransient);
        Func<Task> ping = () => session.PingAsync(CancellationToken.None).AsTask();
        (await ping.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.Code == 21020 && error.Message.Contains("an error before", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("copy (select i from generate_series(1, 100000) as i) to stdout")]
    [InlineData("copy (select 1) to stdout")]
    [InlineData("copy refused from stdin")]
    [InlineData("select 1; copy refused from stdin; select 2")]
    [InlineData("select 1; copy (select i from generate_series(1, 100000) as i) to stdout; select 2")]
    [InlineData("select 1; copy (select 3) to stdout")]
    public async Task Copy_through_a_query_is_refused_and_the_session_goes_on(string sql)
    {
        var host = new TestHost();
        await using (Session session = await Open.SessionAsync(shared.Server, host))
        {
            await RunAsync(session, "create temp table refused (i int)");
            (await FailsAsync(session, sql)).Should().Match<QuarryException>(error => error.Code == 21206 && error.SqlState == "0A000");
            (await Open.RowsAsync(session, "select count(*) from refused")).Should().ContainSingle().Which.Should().Equal(0L);
            await using (PreparedStatement prepared = await session.PrepareAsync(new() { Sql = "copy (select 1) to stdout" }, CancellationToken.None))
            {
                Func<Task> run = async () => await prepared.ExecuteAsync([], CancellationToken.None);
                (await run.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(21206);
            }

            (await Open.RowsAsync(session, "select 42")).Should().ContainSingle().Which.Should().Equal(42);
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    [Fact]
    public async Task The_rows_before_an_error_arrive()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        foreach (int at in (int[])[1, 2, 5_000, 1_000_001])
        {
            long rows = 0;
            Func<Task> read = async () =>
            {
                await using ResultReader result = await session.ExecuteAsync(new() { Sql = $"select 1 / ({at} - i) from generate_series(1, 1100000) as i" }, [], CancellationToken.None);
                while (await result.ReadAsync(CancellationToken.None) is { } batch)
                {
                    rows += batch.Rows;
                    batch.Dispose();
                }
            };
            (await read.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("22012");
            rows.Should().Be(at - 1);
        }
    }

    [Fact]
    public async Task An_error_behind_what_was_read_does_not_hurt_the_next_statement()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        for (int i = 0; i < 20; i++)
        {
            await using (ResultReader result = await session.ExecuteAsync(new() { Sql = "select 1 / (500 - i) from generate_series(1, 1000) as i", Batch = new() { Rows = 10 } }, [], CancellationToken.None))
            {
                (await result.ReadAsync(CancellationToken.None))!.Dispose();
            }

            (await Open.RowsAsync(session, $"select {i}")).Should().ContainSingle().Which.Should().Equal(i);
        }
    }

    [Fact]
    public async Task A_changed_table_is_told_and_the_statement_can_be_prepared_again()
    {
        string table = $"changed_{Guid.NewGuid():N}";
        await using Session session = await Open.SessionAsync(shared.Server);
        await RunAsync(session, $"create table {table} as select 1 as a");
        var plan = new QueryPlan { Sql = $"select * from {table}" };
        await using PreparedStatement old = await session.PrepareAsync(plan, CancellationToken.None);
        await shared.Server.PsqlAsync($"alter table {table} add b text default 'x'");
        Func<Task> run = async () =>
        {
            await using ResultReader result = await old.ExecuteAsync([], CancellationToken.None);
            await result.ReadAsync(CancellationToken.None);
        };
        (await run.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("prepare it again");
        await using PreparedStatement again = await session.PrepareAsync(plan, CancellationToken.None);
        await using (ResultReader result = await again.ExecuteAsync([], CancellationToken.None))
        {
            using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
            batch!.Columns.Select(column => column.GetValue(0)).Should().Equal(1, "x");
        }

        await shared.Server.PsqlAsync($"drop table {table}");
        Func<Task> gone = async () =>
        {
            await using ResultReader result = await again.ExecuteAsync([], CancellationToken.None);
            await result.ReadAsync(CancellationToken.None);
        };
        await gone.Should().ThrowAsync<QuarryException>().Where(error => error.SqlState == "42P01");
        await session.PingAsync(CancellationToken.None);
    }

    private static async Task RunAsync(Session session, string sql)
    {
        await using ResultReader result = await session.ExecuteAsync(new() { Sql = sql }, [], CancellationToken.None);
    }

    private static async Task<QuarryException> FailsAsync(Session session, string sql)
    {
        Func<Task> run = async () =>
        {
            await using ResultReader result = await session.ExecuteAsync(new() { Sql = sql }, [], CancellationToken.None);
            do
            {
                while (await result.ReadAsync(CancellationToken.None) is { } batch)
                {
                    batch.Dispose();
                }
            }
            while (await result.NextResultAsync(CancellationToken.None));
        };
        return (await run.Should().ThrowAsync<QuarryException>(sql)).Which;
    }
}
