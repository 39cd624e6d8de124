using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Wire;
using Quarry.PostgreSql.ServerTests.Faults;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>Values, rows and texts of the largest size that the server takes, and one more.</summary>
public sealed class SizeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Huge = 100 << 20;

    [Fact]
    public async Task As_many_parameters_as_the_protocol_counts()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        string sql = $"select {string.Join(" + ", Enumerable.Range(0, 66).Select(i => $"cardinality(array[{string.Join(',', Enumerable.Range(i * 1000 + 1, Math.Min(1000, 65_535 - i * 1000)).Select(n => $"${n}"))}])"))}";
        Parameter[] parameters = [.. Enumerable.Range(0, 65_535).Select(i => new Parameter(LogicalType.Int32, i))];
        (await Open.RowsAsync(session, sql, parameters)).Should().ContainSingle().Which.Should().Equal(65_535);
        Func<Task> more = () => Open.RowsAsync(session, "select $65536::int", [.. parameters, parameters[0]]);
        (await more.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.Code == 21210 && error.Kind == ErrorKind.User);
        Func<Task> prepared = async () => await session.PrepareAsync(new() { Sql = "select $65536::int", ParameterCount = 65_536 }, CancellationToken.None);
        (await prepared.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(21210);
        await session.PingAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("bytea")]
    public async Task A_value_of_100_MiB_goes_both_ways_and_leaves_no_memory(string type)
    {
        var host = new TestHost();
        await using (Session session = await Open.SessionAsync(shared.Server, host))
        {
            await session.PingAsync(CancellationToken.None);
            long before = host.Arena.Statistics.RentedBytes;
            Parameter parameter = type == "text" ? new(LogicalType.Utf8, new string('x', Huge)) : new(LogicalType.Binary, new byte[Huge]);
            await using (ResultReader result = await session.ExecuteAsync(new() { Sql = $"select $1::{type}, 1", ParameterCount = 1 }, [parameter], CancellationToken.None))
            {
                using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
                (batch![0].GetValue(0) switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 0 }).Should().Be(Huge);
                batch[1].GetValue(0).Should().Be(1);
                (await result.ReadAsync(CancellationToken.None)).Should().BeNull();
            }

            host.Arena.Statistics.RentedBytes.Should().BeLessThanOrEqualTo(Math.Max(before, ReceiveBuffer.DefaultCapacity * 2));
            (await Open.RowsAsync(session, "select 1")).Should().HaveCount(1);
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    [Fact]
    public void A_message_above_the_servers_limit_is_refused_before_memory_is_taken()
    {
        var send = new SendBuffer();
        send.Begin((byte)'B');
        send.Invoking(buffer => buffer.Reserve(1 << 30)).Should().Throw<QuarryException>().Which.Code.Should().Be(21211);
    }

    [Fact]
    public async Task As_many_columns_as_a_table_has()
    {
        string table = $"wide_{Guid.NewGuid():N}";
        await shared.Server.PsqlAsync($"create table {table} ({string.Join(", ", Enumerable.Range(0, 1600).Select(i => $"c{i} int2"))})");
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, $"insert into {table} (c0, c1599) select i, -i from generate_series(1, 300) as i");
        List<object?[]> rows = await Open.RowsAsync(session, $"select * from {table} order by c0");
        rows.Should().HaveCount(300).And.OnlyContain(row => row.Length == 1600);
        rows[299].Should().HaveElementAt(0, (short)300).And.HaveElementAt(1599, (short)-300).And.HaveElementAt(800, null);
        (await Open.RowsAsync(session, $"select {string.Join(", ", Enumerable.Range(0, 1664))}"))[0].Should().Equal(Enumerable.Range(0, 1664).Cast<object?>());
    }

    [Fact]
    public async Task A_text_of_ten_megabytes_and_one_of_ten_thousand_statements()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        string huge = new('y', 10 << 20);
        (await Open.RowsAsync(session, $"select length('{huge}'), '{huge[..10]}'"))[0].Should().Equal(10 << 20, "yyyyyyyyyy");
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"select {i};");
        }

        await using ResultReader result = await session.ExecuteAsync(new() { Sql = text.ToString() }, [], CancellationToken.None);
        int results = 0;
        do
        {
            using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
            batch![0].GetValue(0).Should().Be(results++);
        }
        while (await result.NextResultAsync(CancellationToken.None));
        results.Should().Be(10_000);
    }

    [Fact]
    public async Task A_consumer_who_pauses_stops_the_server()
    {
        var host = new TestHost();
        await using var proxy = new FaultProxy(shared.Server);
        var target = new Target { Scheme = "postgresql", Path = $"host=127.0.0.1 port={proxy.Port} user=postgres dbname=postgres sslmode=disable" };
        await using (Session session = (await new Plugins.PostgreSql.PostgreSqlDriver().OpenAsync(target, host, CancellationToken.None))!)
        {
            const int rows = 100_000;
            int process = (int)(await Open.RowsAsync(session, "select pg_backend_pid()"))[0][0]!;
            await using ResultReader result = await session.ExecuteAsync(
                new() { Sql = $"select repeat('x', 1000) from generate_series(1, {rows})", Batch = new() { Rows = 1000 } }, [], CancellationToken.None);
            long read = (await result.ReadAsync(CancellationToken.None) is { } first) ? Count(first) : 0;
            // The server's own word that it cannot send: no guess about time.
            await using (Session observer = await Open.SessionAsync(shared.Server))
            {
                while ((await Open.RowsAsync(observer, $"select wait_event = 'ClientWrite' from pg_stat_activity where pid = {process}"))[0][0] is not true)
                {
                }
            }

            proxy.Passed.Should().BeLessThan(20_000_000, "of 100 MB only what the sockets hold has left the server");
            host.Arena.Statistics.RentedBytes.Should().BeLessThan(4 << 20);
            while (await result.ReadAsync(CancellationToken.None) is { } batch)
            {
                read += Count(batch);
            }

            read.Should().Be(rows);
        }

        static int Count(ColumnBatch batch)
        {
            using (batch)
            {
                return batch.Rows;
            }
        }
    }
}
