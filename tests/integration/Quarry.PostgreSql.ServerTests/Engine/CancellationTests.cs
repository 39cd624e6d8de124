using Quarry.Contracts;
using Quarry.Engine;
using Quarry.PostgreSql.ServerTests.Faults;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>reliability.md §8, 27 and 28: what a cancellation leaves behind.</summary>
public sealed class CancellationTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_server_that_hears_no_cancellation_holds_nobody_up_and_its_connection_is_not_used_again()
    {
        await using var proxy = new FaultProxy(shared.Server);
        await using EngineSource engine = EngineSource.Through(proxy.Port, "quarry-tests");
        object? process = await engine.ScalarAsync("select pg_backend_pid()");
        proxy.Arm(Toxic.BlackHole, 0);
        Func<Task> query = () => engine.Source.ExecuteAsync("select 1", null, new() { Timeout = TimeSpan.FromMilliseconds(200) }, default).AsTask();
        (await query.Should().ThrowAsync<QuarryException>()).Which.Kind.Should().Be(ErrorKind.Resource);
        (await engine.ScalarAsync("select pg_backend_pid()")).Should().NotBe(process);
    }

    [Fact]
    public async Task A_cancellation_that_comes_late_harms_no_later_command()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        object? process = await engine.ScalarAsync("select pg_backend_pid()");
        for (int i = 0; i < 300; i++)
        {
            using var cancel = new CancellationTokenSource();
            Task<object?> query = EngineSource.ScalarAsync(engine.Source.QueryAsync("select @i", new { i }, cancel.Token));
            if (i % 3 == 0)
            {
                await query;
            }

            await cancel.CancelAsync();
            try
            {
                (await query).Should().Be(i);
            }
            catch (OperationCanceledException)
            {
                // In time.
            }

            (await engine.ScalarAsync("select @i + 1", new { i })).Should().Be(i + 1);
        }

        (await engine.ScalarAsync("select pg_backend_pid()")).Should().Be(process, "a cancellation costs no session");
    }

    [Fact]
    public async Task A_cancelled_commit_is_undone_or_unknown_and_never_said_to_be_either_wrongly()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        string table = $"commit_{Guid.NewGuid():N}";
        await engine.Source.ExecuteAsync($"create table {table} (i int)");
        await using Transaction transaction = await engine.Source.BeginAsync();
        await transaction.ExecuteAsync($"insert into {table} values (1)");
        await transaction.Awaiting(open => open.CommitAsync(new CancellationToken(true)).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        (await engine.ScalarAsync($"select count(*) from {table}")).Should().Be(0L);
    }
}
