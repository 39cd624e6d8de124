using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>Batches of statements: one round trip, and exact of each what became of it.</summary>
public sealed class BatchTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.ContinueOnError)]
    public async Task Values_arrive_as_single_statements_send_them(BatchMode mode)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table sent (a real, b float8, c jsonb, d numeric, e text, f int, g date, h text[])");
        const string Sql = "insert into sent values ($1, $2, $3, $4, $5, $6, $7, $8)";
        Parameter[] values =
        [
            new(LogicalType.Decimal128(10, 2), new Decimal128(150, 2)), new(LogicalType.Int32, 7), new(LogicalType.Utf8, "{\"a\":1}"), new(LogicalType.Int64, 5L), new(LogicalType.Utf8, "tä'xt"),
            new(LogicalType.Utf8, "12"), new(LogicalType.Date32, 3), new(LogicalType.List(LogicalType.Utf8), new object?[] { "x", null }),
        ];
        Parameter[] nulls = [.. values.Select(value => new Parameter(value.Type, null))];
        await Open.RowsAsync(session, Sql, values);
        await Open.RowsAsync(session, Sql, nulls);
        await RunAsync(session, mode, Statement(Sql, values), Statement(Sql, nulls));
        (await Open.RowsAsync(session, "select count(*), count(distinct sent::text) from sent"))[0].Should().Equal(4L, 2L);
    }

    [Fact]
    public async Task An_atomic_failure_is_told_exactly_and_undoes_all()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table numbers (i int primary key)");
        IReadOnlyList<BatchResult> results = await RunAsync(session, BatchMode.Atomic, Insert(1), Insert(2), Insert(1), Insert(4));
        results.Select(result => result.Status).Should().Equal(BatchStatus.RolledBack, BatchStatus.RolledBack, BatchStatus.Failed, BatchStatus.NotRun);
        results[2].Error!.SqlState.Should().Be("23505");
        (await Open.RowsAsync(session, "select * from numbers")).Should().BeEmpty();
        results = await RunAsync(session, BatchMode.Atomic, Insert(1), new() { Plan = new() { Sql = "select $1", ParameterCount = 1 }, Parameters = [new(LogicalType.Timestamp(TimeUnit.Nanosecond), 1L)] });
        results.Select(result => result.Status).Should().Equal(BatchStatus.NotRun, BatchStatus.Failed);
        (await Open.RowsAsync(session, "select * from numbers")).Should().BeEmpty();
    }

    [Fact]
    public async Task Going_on_each_statement_stands_alone()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        IReadOnlyList<BatchResult> results = await RunAsync(
            session, BatchMode.ContinueOnError, Insert(1), Insert(2), Statement("create temp table numbers (i int primary key)"), Insert(3), Insert(3), Insert(4), Statement("select 1 from no_such_table"), Insert(5));
        results.Select(result => result.Status).Should().Equal(
            BatchStatus.Failed, BatchStatus.Failed, BatchStatus.Succeeded, BatchStatus.Succeeded, BatchStatus.Failed, BatchStatus.Succeeded, BatchStatus.Failed, BatchStatus.Succeeded);
        results.Where(result => result.Error is not null).Select(result => result.Error!.SqlState).Should().Equal("42P01", "42P01", "23505", "42P01");
        results[3].RowsAffected.Should().Be(1);
        (await Open.RowsAsync(session, "select i from numbers order by i")).Select(row => row[0]).Should().Equal(3, 4, 5);
    }

    [Fact]
    public async Task A_commit_that_fails_undoes_the_batch_and_one_in_a_statement_is_an_error()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table numbers (i int, constraint late unique (i) deferrable initially deferred)");
        IReadOnlyList<BatchResult> results = await RunAsync(session, BatchMode.Atomic, Insert(1), Insert(1));
        results.Select(result => result.Status).Should().Equal(BatchStatus.RolledBack, BatchStatus.Failed);
        results[1].Error!.SqlState.Should().Be("23505");
        results = await RunAsync(session, BatchMode.ContinueOnError, Insert(1), Insert(1));
        results.Select(result => result.Status).Should().Equal(BatchStatus.Succeeded, BatchStatus.Failed);
        foreach (string returning in (string[])["", " returning i"])
        {
            Func<Task> single = () => Open.RowsAsync(session, "insert into numbers values (1)" + returning);
            (await single.Should().ThrowAsync<QuarryException>()).Which.SqlState.Should().Be("23505");
        }

        (await Open.RowsAsync(session, "select * from numbers")).Should().HaveCount(1);
    }

    [Fact]
    public async Task In_a_transaction_a_failure_ends_it_and_going_on_is_misuse()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table numbers (i int primary key)");
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        (await RunAsync(session, BatchMode.Atomic, Insert(1), Insert(1))).Select(result => result.Status).Should().Equal(BatchStatus.RolledBack, BatchStatus.Failed);
        Func<Task> commit = () => session.CommitAsync(CancellationToken.None).AsTask();
        await commit.Should().ThrowAsync<QuarryException>();
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        Func<Task> alone = () => RunAsync(session, BatchMode.ContinueOnError, Insert(1));
        await alone.Should().ThrowAsync<InvalidOperationException>();
        await RunAsync(session, BatchMode.Atomic, Insert(7));
        await session.CommitAsync(CancellationToken.None);
        (await Open.RowsAsync(session, "select i from numbers"))[0].Should().Equal(7);
    }

    [Fact]
    public async Task A_text_is_parsed_once_and_nothing_stays_behind()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table numbers (i int)");
        BatchStatement[] mixed = [.. Enumerable.Range(0, 50).SelectMany(i => (BatchStatement[])[Insert(i), Statement("update numbers set i = i + $1", new Parameter(LogicalType.Int32, 0))])];
        // Counted amid the batch: statements with a name, whatever their number of executions.
        await RunAsync(session, BatchMode.Atomic, [.. mixed, Statement("create temp table counted as select count(*) as n from pg_prepared_statements"), .. mixed]);
        (await Open.RowsAsync(session, "select n from counted"))[0].Should().Equal(2L);
        (await Open.RowsAsync(session, "select count(*) from pg_prepared_statements"))[0].Should().Equal(0L);
        (await Open.RowsAsync(session, "select count(*) from numbers"))[0].Should().Equal(100L);
    }

    [Theory]
    [InlineData("copy numbers from stdin")]
    [InlineData(" /* a */ -- b\n COPY (select 1) to stdout")]
    [InlineData("begin")]
    [InlineData("/* x */ Commit")]
    [InlineData("rollback")]
    [InlineData("savepoint a")]
    [InlineData("prepare transaction 'x'")]
    [InlineData("select 1; select 2")]
    public async Task What_cannot_be_part_is_refused_before_anything_runs(string sql)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table numbers (i int)");
        Func<Task> run = () => RunAsync(session, BatchMode.ContinueOnError, Insert(1), Statement(sql));
        (await run.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.Code == 21212 && error.Message.Contains("Statement 2", StringComparison.Ordinal));
        (await Open.RowsAsync(session, "select * from numbers")).Should().BeEmpty();
    }

    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.ContinueOnError)]
    public async Task Answers_that_fill_the_sockets_do_not_stop_it(BatchMode mode)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        string text = new('q', 100_000);
        BatchStatement flood = Statement("select repeat('a', 1000), $1 from generate_series(1, 3000)", new Parameter(LogicalType.Utf8, "short"));
        BatchStatement large = Statement("select length($1)", new Parameter(LogicalType.Utf8, text));
        (await RunAsync(session, mode, [.. Enumerable.Repeat(flood, 20), large, .. Enumerable.Repeat(flood, 5), large])).Should().OnlyContain(result => result.Status == BatchStatus.Succeeded);
        await session.PingAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(BatchMode.Atomic)]
    [InlineData(BatchMode.ContinueOnError)]
    public async Task A_batch_is_cancelled(BatchMode mode)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table numbers (i int)");
        object? process = (await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0];
        using var source = new CancellationTokenSource();
        Task running = session.ExecuteBatchAsync([Insert(1), Statement("select pg_sleep(60)"), Insert(2)], mode, source.Token).AsTask();
        while (await shared.Server.PsqlAsync($"select count(*) from pg_stat_activity where pid = {process} and wait_event = 'PgSleep'") != "1")
        {
        }

        await source.CancelAsync();
        await running.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await session.PingAsync(CancellationToken.None);
        if (mode == BatchMode.Atomic)
        {
            (await Open.RowsAsync(session, "select * from numbers")).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_lost_connection_says_what_may_have_happened()
    {
        foreach ((BatchMode mode, StatementKind kind, bool isUnknown) in ((BatchMode, StatementKind, bool)[])
            [(BatchMode.Atomic, StatementKind.Insert, true), (BatchMode.ContinueOnError, StatementKind.Insert, true), (BatchMode.Atomic, StatementKind.Select, false)])
        {
            await using Session session = await Open.SessionAsync(shared.Server);
            BatchStatement end = Statement("select pg_terminate_backend(pg_backend_pid())");
            Func<Task> run = () => RunAsync(session, mode, Statement("select 1") with { Plan = new() { Sql = "select 1", Kind = kind } }, end with { Plan = end.Plan with { Kind = StatementKind.Select } });
            (await run.Should().ThrowAsync<QuarryException>()).Which.OutcomeUnknown.Should().Be(isUnknown, "{0} {1}", mode, kind);
        }
    }

    private static BatchStatement Insert(int i) => Statement("insert into numbers values ($1)", new Parameter(LogicalType.Int32, i));

    private static BatchStatement Statement(string sql, params Parameter[] parameters) => new() { Plan = new() { Sql = sql, ParameterCount = parameters.Length }, Parameters = parameters };

    private static async Task<IReadOnlyList<BatchResult>> RunAsync(Session session, BatchMode mode, params BatchStatement[] statements)
        => await session.ExecuteBatchAsync(statements, mode, CancellationToken.None);
}
