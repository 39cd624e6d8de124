using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>A bulk write that the server refuses, interrupts or comments on.</summary>
public sealed partial class WriteFaultTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Many = 1000;
    private const int Stop = 19;
    private const int Continue = 18;

    [Theory]
    [InlineData("check (i <> 15000)", "", "23514", ErrorKind.User)]
    [InlineData("", "raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'", "53100", ErrorKind.Resource)]
    public async Task What_the_server_refuses_in_the_middle_stops_the_sending(string constraint, string raise, string state, ErrorKind kind)
    {
        string table = await TableAsync(constraint, raise.Length > 0 ? $"if new.i = 15000 then {raise}; end if;" : "");
        var host = new TestHost();
        await using (Session session = await Open.SessionAsync(shared.Server, host))
        {
            int asked = 0;
            Func<Task> write = () => WriteAsync(session, table, Batches.Numbers(Many, 10_000, batch => Task.FromResult(asked = batch)));
            (await write.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.SqlState == state && error.Kind == kind);
            asked.Should().BeLessThan(Many / 2, "only what the sockets hold was sent in vain");
            (await Open.RowsAsync(session, $"select count(*) from {table}"))[0].Should().Equal(0L);
            (await WriteAsync(session, table, Batches.Numbers(1, 100))).Should().Be(100);
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Notices_of_every_row_do_not_stop_it(bool bySocket)
    {
        string table = await TableAsync("", "raise notice 'row % %', new.i, repeat('n', 1000);");
        var host = new TestHost();
        await using Session session = (await new Plugins.PostgreSql.PostgreSqlDriver().OpenAsync(bySocket ? Open.Target(shared.Server) : Tcp, host, CancellationToken.None))!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        (await session.WriteAsync(new() { Table = new() { Name = table }, Schema = Batches.OneColumn }, Batches.Numbers(20, 1000), patience.Token)).Should().Be(20_000);
        host.Messages.Count(message => message.Contains("NOTICE", StringComparison.Ordinal)).Should().Be(20_000);
        (await Open.RowsAsync(session, $"select count(*) from {table}"))[0].Should().Equal(20_000L);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_stands_still_now_and_then_gets_every_byte_once(bool bySocket)
    {
        string table = await TableAsync("", "");
        await using Session session = (await new Plugins.PostgreSql.PostgreSqlDriver().OpenAsync(bySocket ? Open.Target(shared.Server) : Tcp, new TestHost(), CancellationToken.None))!;
        int process = Convert.ToInt32((await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0], null);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var halting = new CancellationTokenSource();
        Task halts = HaltAsync(process, halting.Token);
        try
        {
            (await session.WriteAsync(new() { Table = new() { Name = table }, Schema = Batches.OneColumn }, Batches.Numbers(200, 20_000), patience.Token)).Should().Be(4_000_000);
        }
        finally
        {
            await halting.CancelAsync();
            await halts;
        }

        (await Open.RowsAsync(session, $"select count(*), sum(i::int8)::int8 from {table}"))[0].Should().Equal(4_000_000L, 4_000_000L * 4_000_001 / 2);
    }

    [Fact]
    public async Task A_source_that_fails_leaves_no_rows()
    {
        string table = await TableAsync("", "");
        await using Session session = await Open.SessionAsync(shared.Server);
        Func<Task> write = () => WriteAsync(session, table, Batches.Numbers(10, 1000, batch => batch == 5 ? throw new InvalidDataException("the source") : Task.CompletedTask));
        await write.Should().ThrowAsync<InvalidDataException>();
        (await Open.RowsAsync(session, $"select count(*) from {table}"))[0].Should().Equal(0L);
    }

    [Fact]
    public async Task A_terminated_write_says_why()
    {
        string table = await TableAsync("", "");
        await using Session session = await Open.SessionAsync(shared.Server);
        object? process = (await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0];
        Func<Task> write = () => WriteAsync(session, table, Batches.Numbers(Many, 10_000, async batch =>
        {
            if (batch == 3)
            {
                await shared.Server.PsqlAsync($"select pg_terminate_backend({process}, 60000)");
            }
        }));
        (await write.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.SqlState == "57P01" && !error.OutcomeUnknown);
        (await shared.Server.PsqlAsync($"select count(*) from {table}")).Should().Be("0");
    }

    // The server process stands still for longer than the driver waits for room, at places that nobody chooses.
    private static async Task HaltAsync(int process, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Signal(process, Stop).Should().Be(0);
            await Task.Delay(70, CancellationToken.None);
            Signal(process, Continue).Should().Be(0);
            await Task.Delay(7, CancellationToken.None);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);

    private Target Tcp => new() { Scheme = "postgresql", Path = $"host=127.0.0.1 port={shared.Server.Port} user=postgres dbname=postgres sslmode=disable" };

    private static Task<long> WriteAsync(Session session, string table, IAsyncEnumerable<ColumnBatch> batches)
        => session.WriteAsync(new() { Table = new() { Name = table }, Schema = Batches.OneColumn }, batches, CancellationToken.None).AsTask();

    private async Task<string> TableAsync(string constraint, string trigger)
    {
        string table = $"write_{Guid.NewGuid():N}";
        await shared.Server.PsqlAsync($"create table {table} (i int {constraint})");
        if (trigger.Length > 0)
        {
            await shared.Server.PsqlAsync($"create function {table}_t() returns trigger language plpgsql as $$ begin {trigger} return new; end $$; "
                + $"create trigger t before insert on {table} for each row execute function {table}_t()");
        }

        return table;
    }
}
