using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Writing by arrays of parameters: exactly the rows, or an error that names one and nothing of them.</summary>
[Collection(Simulator.Collection)]
public sealed class WriteTests
{
    private const int RowRefused = 4304;
    private const int RowsMissing = 4303;

    private static readonly Schema s_schema = new([new() { Name = "a", Type = LogicalType.Int32 }, new() { Name = "b", Type = LogicalType.Utf8 }]);

    private readonly string _table = $"w_{Guid.NewGuid():N}";

    [Theory]
    [InlineData("")]
    [InlineData("odbc.text=utf8")]
    [InlineData("odbc.parameter-arrays=no")]
    [InlineData("NoParamArrays=1;odbc.parameter-arrays=no")]
    [InlineData("MaxParamRows=100;ArrayMode=clamp")]
    [InlineData("MaxParamRows=100;ArrayMode=reject")]
    [InlineData("NoTransactions=1")]
    [InlineData("NoDescribeParam=1")]
    [InlineData("Personality=ase")]
    [InlineData("Personality=oracle")]
    public async Task Rows_arrive_exactly(string keywords)
    {
        // Some are far longer than those before: the room grows, and the arrays get short.
        static string? Text(int row) => row % 5 == 4 ? null : row % 700 == 699 ? new string((char)('a' + (row % 26)), 20_000 + row) : $"row {row} ä";
        await UseAsync(keywords, async (session, host) =>
        {
            using ColumnBatch first = Batches.Numbers(host.Memory, s_schema, 2500, 0, Text);
            using ColumnBatch second = Batches.Numbers(host.Memory, s_schema, 1, 2500, Text);
            using ColumnBatch none = Batches.Numbers(host.Memory, s_schema, 0, 0, Text);
            using ColumnBatch third = Batches.Numbers(host.Memory, s_schema, 1300, 2501, Text);
            (await WriteAsync(session, first, second, none, third)).Should().Be(3801);
            ResultSet stored = await Sim.QueryAsync(session, $"rows {_table}");
            stored.Schema!.Columns.Select(column => column.Name).Should().Equal("a", "b");
            stored.Rows.Select(row => int.Parse(row[0]!.ToString()!, CultureInfo.InvariantCulture)).Should().Equal(Enumerable.Range(0, 3801));
            stored.Rows.Select(row => row[1]).SequenceEqual(Enumerable.Range(0, 3801).Select(Text)).Should().BeTrue();
        });
    }

    [Theory]
    [InlineData("BadRow=7", 7)]
    [InlineData("BadRow=7;StopOnBad=1", 7)]
    [InlineData("BadNth=1500", 1500)]
    [InlineData("BadNth=1500;StopOnBad=1", 1500)]
    [InlineData("BadNth=30;odbc.parameter-arrays=no", 30)]
    [InlineData("BadNth=30;NoDiagnostics=1", 30)]
    public Task A_row_that_is_refused_is_named_and_nothing_is_kept(string keywords, int bad) => UseAsync(keywords, async (session, host) =>
    {
        using ColumnBatch batch = Batches.Numbers(host.Memory, s_schema, 2000, 0, row => $"{row}");
        Func<Task> write = () => WriteAsync(session, batch);
        QuarryException error = (await write.Should().ThrowAsync<QuarryException>()).Which;
        error.Code.Should().Be(RowRefused);
        error.Message.Should().StartWith($"Row {bad} was refused.");
        await NothingIsKeptAsync(session);
        (await Sim.QueryAsync(session, "transactions")).Rows[0][3].Should().Be(1L, "autocommit is on again");
    });

    [Fact]
    public Task Rows_that_a_driver_swallows_are_missed() => UseAsync("BadRow=7;SwallowBadRows=1", async (session, host) =>
    {
        using ColumnBatch batch = Batches.Numbers(host.Memory, s_schema, 50, 0, row => $"{row}");
        Func<Task> write = () => WriteAsync(session, batch);
        (await write.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(RowsMissing);
        await NothingIsKeptAsync(session);
    });

    [Fact]
    public Task A_driver_that_takes_fewer_rows_and_does_not_say_so_is_found_out() => UseAsync("MaxParamRows=10;ArrayMode=lie", async (session, host) =>
    {
        using ColumnBatch batch = Batches.Numbers(host.Memory, s_schema, 50, 0, row => $"{row}");
        Func<Task> write = () => WriteAsync(session, batch);
        try
        {
            await write();
            (await Sim.QueryAsync(session, $"rows {_table}")).Rows.Should().HaveCount(50);
        }
        catch (QuarryException error)
        {
            error.Code.Should().BeOneOf(RowsMissing, RowRefused);
            await NothingIsKeptAsync(session);
        }
    });

    [Fact]
    public Task A_source_that_fails_leaves_nothing() => UseAsync("", async (session, host) =>
    {
        using ColumnBatch batch = Batches.Numbers(host.Memory, s_schema, 50, 0, row => $"{row}");
        async IAsyncEnumerable<ColumnBatch> Failing()
        {
            await Task.Yield();
            yield return batch;
            throw new InvalidDataException("the file ends");
        }

        Func<Task> write = () => session.WriteAsync(Request(), Failing(), CancellationToken.None).AsTask();
        await write.Should().ThrowAsync<InvalidDataException>();
        await NothingIsKeptAsync(session);
    });

    [Fact]
    public Task Within_a_transaction_the_rows_are_its_own() => UseAsync("", async (session, host) =>
    {
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        using ColumnBatch batch = Batches.Numbers(host.Memory, s_schema, 50, 0, row => $"{row}");
        (await WriteAsync(session, batch)).Should().Be(50);
        await session.RollbackAsync(CancellationToken.None);
        await NothingIsKeptAsync(session);
    });

    [Fact]
    public Task A_write_that_is_cancelled_leaves_nothing() => UseAsync("", async (session, host) =>
    {
        using var source = new CancellationTokenSource();
        using ColumnBatch batch = Batches.Numbers(host.Memory, s_schema, 50, 0, row => $"{row}");
        async IAsyncEnumerable<ColumnBatch> Cancelling()
        {
            yield return batch;
            await source.CancelAsync();
            yield return batch;
        }

        Func<Task> write = () => session.WriteAsync(Request(), Cancelling(), source.Token).AsTask();
        await write.Should().ThrowAsync<OperationCanceledException>();
        await NothingIsKeptAsync(session);
    });

    [Fact]
    public Task An_atomic_batch_is_all_or_nothing() => UseAsync("", async (session, _) =>
    {
        BatchStatement[] good = [.. Enumerable.Range(0, 5).Select(i => Insert(i)), Statement("affected 3")];
        IReadOnlyList<BatchResult> results = await session.ExecuteBatchAsync(good, BatchMode.Atomic, CancellationToken.None);
        results.Select(result => (result.Status, result.RowsAffected)).Should().Equal([.. Enumerable.Repeat((BatchStatus.Succeeded, 1L), 5), (BatchStatus.Succeeded, 3L)]);
        results = await session.ExecuteBatchAsync([Insert(5), Insert(6), Statement("error 23000 9 \"taken\""), Insert(7)], BatchMode.Atomic, CancellationToken.None);
        results.Select(result => result.Status).Should().Equal(BatchStatus.RolledBack, BatchStatus.RolledBack, BatchStatus.Failed, BatchStatus.NotRun);
        results[2].Error!.VendorCode.Should().Be(9);
        (await Sim.QueryAsync(session, $"rows {_table}")).Rows.Should().HaveCount(5);
        (await Sim.QueryAsync(session, "transactions")).Rows[0][3].Should().Be(1L);
    });

    [Fact]
    public Task A_batch_that_goes_on_tells_each() => UseAsync("", async (session, _) =>
    {
        IReadOnlyList<BatchResult> results = await session.ExecuteBatchAsync([Insert(5), Statement("error 23000 9 \"taken\""), Insert(6), Statement("result rows=3 | a bigint"), Insert(7)], BatchMode.ContinueOnError, CancellationToken.None);
        results.Select(result => result.Status).Should().Equal(BatchStatus.Succeeded, BatchStatus.Failed, BatchStatus.Succeeded, BatchStatus.Succeeded, BatchStatus.Succeeded);
        (await Sim.QueryAsync(session, $"rows {_table}")).Rows.Should().HaveCount(3);
    });

    private static async Task UseAsync(string keywords, Func<Session, TestHost, Task> use)
    {
        var host = new TestHost();
        await Sim.UseAsync(keywords, session => use(session, host), host);
    }

    private static BatchStatement Statement(string sql) => new() { Plan = new() { Sql = sql, Kind = StatementKind.Update }, Parameters = [] };

    private BatchStatement Insert(int value) => new() { Plan = new() { Sql = $"insert {_table} ?", Kind = StatementKind.Insert, ParameterCount = 1 }, Parameters = [new(LogicalType.Int32, value)] };

    private BulkWriteRequest Request() => new() { Table = new() { Name = _table }, Schema = s_schema };

    private Task<long> WriteAsync(Session session, params ColumnBatch[] batches) => session.WriteAsync(Request(), Batches.StreamAsync(batches), CancellationToken.None).AsTask();

    private async Task NothingIsKeptAsync(Session session)
    {
        try
        {
            (await Sim.QueryAsync(session, $"rows {_table}")).Rows.Should().BeEmpty();
        }
        catch (QuarryException error) when (error.SqlState == "42S02")
        {
            // Nothing was ever there.
        }
    }
}
