using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>The pool on a real server that restarts, ends sessions and refuses passwords: reliability.md §8, 15, 23 and 25.</summary>
public sealed class PoolTests(PoolServer pool) : IClassFixture<PoolServer>
{
    private const string Mine = "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";

    private PostgreSqlServer Server => pool.Server;

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task A_restart_with_twenty_idle_sessions_is_seen_by_nobody(string mode)
    {
        var clock = new LaterClock();
        await using var engine = new EngineSource(Server.SocketTarget, clock);
        foreach (bool isConcurrent in (bool[])[false, true])
        {
            await FillAsync(engine);
            await RestartAsync(mode);
            clock.PutOn(TimeSpan.FromSeconds(1));
            (await (isConcurrent ? ConcurrentErrorsAsync(engine) : ErrorsAsync(engine, 200))).Should().BeEmpty();
            PoolSnapshot now = engine.Source.Pool;
            (now.Used, now.Waiting, now.Closing, now.Stuck).Should().Be((0, 0, 0, 0));
            (await CountAtServerAsync(engine)).Should().Be(engine.Source.Pool.Total, "what the pool counts is what the server has");
        }
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task Without_validation_a_restart_costs_one_error_and_not_one_for_each_session(string mode)
    {
        await using var engine = new EngineSource(Server.SocketTarget, pool: PoolOptions.Default with { ValidateAfter = null });
        await FillAsync(engine);
        await RestartAsync(mode);
        QuarryException error = (await ErrorsAsync(engine, 200)).Should().ContainSingle().Subject;
        error.IsTransient.Should().BeTrue();
        (await ConcurrentErrorsAsync(engine)).Should().BeEmpty();
        (await CountAtServerAsync(engine)).Should().Be(engine.Source.Pool.Total);
    }

    [Fact]
    public async Task Idle_sessions_that_an_administrator_ended_are_used_by_nobody()
    {
        var clock = new LaterClock();
        await using var engine = new EngineSource(Server.SocketTarget, clock);
        await FillAsync(engine);
        await Server.PsqlAsync("select pg_terminate_backend(pid, 60000) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
        clock.PutOn(TimeSpan.FromSeconds(1));
        (await ConcurrentErrorsAsync(engine)).Should().BeEmpty();
        (await CountAtServerAsync(engine)).Should().Be(engine.Source.Pool.Total);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_a_few_times_and_told_to_a_hundred_callers()
    {
        await using var engine = new EngineSource(pool.Target("stormy", "not the pass-phrase"));
        QuarryException[] errors = [.. (await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ErrorsAsync(engine, 1)))).SelectMany(error => error)];
        errors.Should().HaveCount(100).And.OnlyContain(error => error.Code == 21011 && error.SqlState == "28P01");
        errors.Select(error => error.ToString()).Should().NotContain(text => text.Contains("pass-phrase", StringComparison.Ordinal));
        Refusals("stormy").Should().BeInRange(1, 4);
        engine.Source.Pool.Should().Be(new PoolSnapshot { Max = 20 });
    }

    [Fact]
    public async Task A_password_that_is_put_right_ends_the_refusals_at_once()
    {
        await using var engine = new EngineSource(pool.Target("late", "not yet"));
        (await ErrorsAsync(engine, 5)).Should().HaveCount(5);
        engine.Source.UpdateCredential(PoolServer.Password);
        (await engine.ScalarAsync("select current_user::text")).Should().Be("late");
    }

    [Fact]
    public async Task A_rotated_password_is_used_by_new_sessions_while_the_old_ones_finish()
    {
        await using var engine = new EngineSource(pool.Target("rotated", PoolServer.Password));
        await FillAsync(engine, 3);
        await using (Transaction busy = await engine.Source.BeginAsync())
        {
            object? process = await EngineSource.ScalarAsync(busy.QueryAsync("select pg_backend_pid()"));
            await Server.PsqlAsync("alter role rotated password 'after the rotation'");
            engine.Source.UpdateCredential("after the rotation");
            (await EngineSource.ScalarAsync(busy.QueryAsync("select pg_backend_pid()"))).Should().Be(process, "what is in use is not taken away");
            (await ConcurrentErrorsAsync(engine)).Should().BeEmpty();
            await busy.CommitAsync();
            (await engine.ScalarAsync("select pg_backend_pid()")).Should().NotBe(process, "an old session is not used again");
        }

        Refusals("rotated").Should().Be(0);
    }

    private static async Task FillAsync(EngineSource engine, int sessions = 20)
    {
        await engine.Source.WarmUpAsync(sessions);
        engine.Source.Pool.Should().Be(new PoolSnapshot { Idle = sessions, Max = 20 });
    }

    private static async Task<IReadOnlyList<QuarryException>> ConcurrentErrorsAsync(EngineSource engine)
        => [.. (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ErrorsAsync(engine, 20)))).SelectMany(errors => errors)];

    private static async Task<IReadOnlyList<QuarryException>> ErrorsAsync(EngineSource engine, int queries)
    {
        var errors = new List<QuarryException>();
        for (int i = 0; i < queries; i++)
        {
            try
            {
                (await engine.ScalarAsync("select 1")).Should().Be(1);
            }
            catch (QuarryException error)
            {
                errors.Add(error);
            }
        }

        return errors;
    }

    // A session that was closed leaves the server's list a little later, and one that opens comes a little later.
    private static async Task<long> CountAtServerAsync(EngineSource engine)
    {
        long count;
        PoolSnapshot now;
        int tries = 0;
        do
        {
            count = 1 + (long)(await engine.ScalarAsync(Mine))!;
            now = engine.Source.Pool;
        }
        while ((now.Opening > 0 || count != now.Total) && tries++ < 500);
        return count;
    }

    private async Task RestartAsync(string mode)
    {
        await Server.StopAsync(mode);
        await Server.StartAgainAsync();
    }

    private int Refusals(string role)
        => Server.Log.Split('\n').Count(line => line.Contains(string.Create(CultureInfo.InvariantCulture, $"password authentication failed for user \"{role}\""), StringComparison.Ordinal));
}
