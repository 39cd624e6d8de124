using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>Statements prepared for types: the same results as unprepared, and a word when the server has forgotten them.</summary>
public sealed class PreparedTests(SharedServer shared) : IClassFixture<SharedServer>
{
    public static TheoryData<string> Types => ["int32", "text", "decimal", "null"];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_parameter_comes_back_as_unprepared(string type)
    {
        Parameter parameter = type switch
        {
            "int32" => new(LogicalType.Int32, 5),
            "text" => new(LogicalType.Utf8, "five"),
            "decimal" => new(LogicalType.Decimal128(5, 2), new Decimal128(512, 2)),
            _ => new(LogicalType.Int64, null),
        };
        await using Session session = await Open.SessionAsync(shared.Server);
        var plan = new QueryPlan { Sql = "select $1", ParameterCount = 1 };
        object? unprepared = (await Open.RowsAsync(session, plan.Sql, parameter))[0][0];
        await using PreparedStatement prepared = await session.PrepareAsync(plan, [parameter], CancellationToken.None);
        await using ResultReader reader = await prepared.ExecuteAsync([parameter], CancellationToken.None);
        using ColumnBatch? batch = await reader.ReadAsync(CancellationToken.None);
        batch!.Columns[0].GetValue(0).Should().Be(unprepared);
    }

    [Fact]
    public async Task A_short_result_is_whole_when_it_starts_and_frees_what_was_not_read()
    {
        var host = new TestHost();
        await using (Session session = await Open.SessionAsync(shared.Server, host))
        {
            await using PreparedStatement prepared = await session.PrepareAsync(new() { Sql = "select 1" }, [], CancellationToken.None);
            for (int i = 0; i < 2; i++)
            {
                ResultReader result = await prepared.ExecuteAsync([], CancellationToken.None);
                if (i == 0)
                {
                    ValueTask<ColumnBatch?> read = result.ReadAsync(CancellationToken.None);
                    read.IsCompletedSuccessfully.Should().BeTrue("no thread is waited for");
                    using ColumnBatch? batch = await read;
                    batch!.Rows.Should().Be(1);
                    result.Schema!.Columns.Should().HaveCount(1);
                    (await result.ReadAsync(CancellationToken.None)).Should().BeNull();
                    ValueTask<bool> next = result.NextResultAsync(CancellationToken.None);
                    next.IsCompletedSuccessfully.Should().BeTrue();
                    (await next).Should().BeFalse();
                }

                ValueTask disposed = result.DisposeAsync();
                disposed.IsCompletedSuccessfully.Should().BeTrue();
                await disposed;
            }
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    [Fact]
    public async Task Short_and_long_answers_of_one_statement_follow_each_other()
    {
        var host = new TestHost();
        await using (Session session = await Open.SessionAsync(shared.Server, host))
        {
            await using PreparedStatement prepared = await session.PrepareAsync(new() { Sql = "select i::int8, repeat('x', 20) from generate_series(1, $1) as i", ParameterCount = 1, Kind = StatementKind.Select }, [new(LogicalType.Int32, 1)], CancellationToken.None);
            foreach (int rows in (int[])[1, 0, 300, 100_000, 2, 5_000])
            {
                await using ResultReader result = await prepared.ExecuteAsync([new(LogicalType.Int32, rows)], CancellationToken.None);
                long sum = 0;
                while (await result.ReadAsync(CancellationToken.None) is { } batch)
                {
                    using (batch)
                    {
                        for (int row = 0; row < batch.Rows; row++)
                        {
                            sum += batch[0].GetInt64(row);
                        }
                    }
                }

                sum.Should().Be((long)rows * (rows + 1) / 2);
                await session.ResetAsync(CancellationToken.None);
            }
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    [Fact]
    public async Task An_error_names_the_row_of_its_own_result()
    {
        var host = new TestHost();
        await using (Session session = await Open.SessionAsync(shared.Server, host))
        {
            await using PreparedStatement prepared = await session.PrepareAsync(
                new() { Sql = "select case when i = $1 then date 'infinity' else date '2000-01-01' end from generate_series(1, 3) as i", ParameterCount = 1 }, [new(LogicalType.Int32, 1)], CancellationToken.None);
            await using (ResultReader fine = await prepared.ExecuteAsync([new(LogicalType.Int32, 9)], CancellationToken.None))
            {
                using ColumnBatch? batch = await fine.ReadAsync(CancellationToken.None);
                batch!.Rows.Should().Be(3);
            }

            Func<Task> bad = async () =>
            {
                await using ResultReader result = await prepared.ExecuteAsync([new(LogicalType.Int32, 2)], CancellationToken.None);
                (await result.ReadAsync(CancellationToken.None))?.Dispose();
            };
            (await bad.Should().ThrowAsync<QuarryException>()).WithMessage("*row 2*");
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    [Fact]
    public async Task A_cancelled_token_ends_a_result_that_is_already_here()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        using var source = new CancellationTokenSource();
        await using (ResultReader result = await session.ExecuteAsync(new() { Sql = "select 1" }, [], source.Token))
        {
            await source.CancelAsync();
            Func<Task> read = () => result.ReadAsync(CancellationToken.None).AsTask();
            await read.Should().ThrowAsync<OperationCanceledException>();
        }

        (await Open.RowsAsync(session, "select 2")).Should().HaveCount(1);
    }

    [Fact]
    public async Task Values_are_assigned_as_unprepared()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table assigned (a real, b float8, c jsonb)");
        foreach (LogicalType number in (LogicalType[])[LogicalType.Float64, LogicalType.Decimal128(5, 2), LogicalType.Int32])
        {
            object value = number.Kind switch { TypeKind.Float64 => 2.5, TypeKind.Int32 => 2, _ => new Decimal128(250, 2) };
            Parameter[] parameters = [new(number, value), new(number, value), new(LogicalType.Json, "{\"k\": 1}")];
            var plan = new QueryPlan { Sql = "insert into assigned values ($1, $2, $3)", ParameterCount = 3, Kind = StatementKind.Insert };
            await Open.RowsAsync(session, plan.Sql, parameters);
            await using PreparedStatement prepared = await session.PrepareAsync(plan, parameters, CancellationToken.None);
            await (await prepared.ExecuteAsync(parameters, CancellationToken.None)).DisposeAsync();
        }

        (await Open.RowsAsync(session, "select count(*), count(distinct (a, b, c)) from assigned"))[0].Should().Equal(6L, 2L);
    }

    [Theory]
    [InlineData("deallocate all", false)]
    [InlineData("discard all", false)]
    [InlineData("do $$ begin execute 'deallocate all'; end $$", true)]
    [InlineData("alter table changing add column added int", true)]
    public async Task A_statement_that_is_no_more_says_so(string sql, bool isUsable)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "create temp table if not exists changing (i int)");
        await using PreparedStatement prepared = await session.PrepareAsync(new() { Sql = "select * from changing" }, [], CancellationToken.None);
        await (await prepared.ExecuteAsync([], CancellationToken.None)).DisposeAsync();
        await Open.RowsAsync(session, sql);
        prepared.IsUsable.Should().Be(isUsable);
        Func<Task> run = async () => await (await prepared.ExecuteAsync([], CancellationToken.None)).DisposeAsync();
        prepared.IsStale((await run.Should().ThrowAsync<QuarryException>()).Which).Should().BeTrue();
        Func<Task> other = () => Open.RowsAsync(session, "select 1 / 0");
        prepared.IsStale((await other.Should().ThrowAsync<QuarryException>()).Which).Should().BeFalse();
    }

    [Fact]
    public async Task A_type_of_the_database_is_learnt_without_leaving_a_transaction_open()
    {
        string type = $"mood_{Guid.NewGuid():N}";
        await shared.Server.PsqlAsync($"create type {type} as enum ('sad', 'glad')");
        await using Session session = await Open.SessionAsync(shared.Server);
        await using PreparedStatement prepared = await session.PrepareAsync(new() { Sql = $"select 'sad'::{type}" }, [], CancellationToken.None);
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await using ResultReader reader = await prepared.ExecuteAsync([], CancellationToken.None);
        using ColumnBatch? batch = await reader.ReadAsync(CancellationToken.None);
        batch!.Columns[0].GetValue(0).Should().Be("sad");
    }
}
