using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>reliability.md §8, 21: whatever a user leaves in a session, the next one sees the defaults.</summary>
public sealed class ReturnTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly PoolOptions s_one = PoolOptions.Default with { MaxSessions = 1 };

    [Theory]
    [InlineData("create temp table left_behind (i int)", "select to_regclass('pg_temp.left_behind')::text", null)]
    [InlineData("set work_mem = '77MB'", "select current_setting('work_mem')", "4MB")]
    [InlineData("set search_path = pg_catalog", "select current_setting('search_path')", "\"$user\", public")]
    [InlineData("set role pg_monitor", "select current_user::text", "postgres")]
    [InlineData("set session characteristics as transaction isolation level serializable", "select current_setting('transaction_isolation')", "read committed")]
    [InlineData("select pg_advisory_lock(77)", "select count(*)::text from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()", "0")]
    [InlineData("listen left_behind", "select count(*)::text from pg_listening_channels()", "0")]
    [InlineData("declare left_behind cursor with hold for select 1", "select count(*)::text from pg_cursors where name = 'left_behind'", "0")]
    [InlineData("begin; create table left_behind (i int)", "select to_regclass('left_behind')::text", null)]
    [InlineData("begin; select pg_current_xact_id()::text", "select (pg_current_xact_id_if_assigned() is null)::text", "true")]
    public async Task What_was_left_is_gone(string leave, string look, string? seen)
    {
        await using var engine = new EngineSource(shared.Server.SocketTarget, pool: s_one);
        (await engine.ScalarAsync(look)).Should().Be(seen, "that is the default");
        await engine.Source.ExecuteAsync(leave);
        (await engine.ScalarAsync(look)).Should().Be(seen);
    }

    [Fact]
    public async Task An_open_transaction_is_rolled_back()
    {
        await using var engine = new EngineSource(shared.Server.SocketTarget, pool: s_one);
        string table = $"open_{Guid.NewGuid():N}";
        await engine.Source.ExecuteAsync($"create table {table} (i int)");
        await using (Transaction open = await engine.Source.BeginAsync())
        {
            await open.ExecuteAsync($"insert into {table} values (1)");
        }

        (await engine.ScalarAsync($"select count(*) from {table}")).Should().Be(0L);
    }

    [Fact]
    public async Task An_open_reader_is_ended()
    {
        await using var engine = new EngineSource(shared.Server.SocketTarget, pool: s_one);
        for (int i = 0; i < 20; i++)
        {
            await using (BatchStream flood = engine.Source.QueryAsync("select generate_series(1, 100000000) as i, repeat('x', 100)"))
            {
                await using IAsyncEnumerator<ColumnBatch> batches = flood.ReadResultAsync().GetAsyncEnumerator();
                (await batches.MoveNextAsync()).Should().BeTrue();
            }

            (await engine.ScalarAsync("select 41 + 1")).Should().Be(42);
        }
    }
}
