using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Every call of a scenario fails once: what comes is an error of the product's own, nothing is left behind, and no transaction is told wrongly.</summary>
[Collection(Simulator.Collection)]
public sealed class SweepTests
{
    private const int MostCalls = 1000;

    private static readonly Schema s_schema = new([new() { Name = "a", Type = LogicalType.Int64 }, new() { Name = "b", Type = LogicalType.Utf8 }]);

    [Theory]
    [InlineData("FailAt", "")]
    [InlineData("FailAt", "odbc.long-data=position")]
    [InlineData("FailAt", "GetDataExtensions=0")]
    [InlineData("FailAt", "NoDiagnostics=1")]
    [InlineData("FailAt", "odbc.parameter-arrays=no;odbc.text=utf8")]
    [InlineData("DropAt", "")]
    [InlineData("DropAt", "odbc.long-data=position;odbc.parameter-arrays=no")]
    public async Task Each_call_fails_once(string failure, string keywords)
    {
        int call = 0;
        bool succeeded = false;
        while (!succeeded || Simulator.Shared.Calls >= call)
        {
            call++.Should().BeLessThan(MostCalls, "the scenario ends");
            var host = new TestHost();
            Simulator.Shared.Reset();
            string table = $"swept_{call}_{Guid.NewGuid():N}";
            var done = new Progress();
            try
            {
                await RunAsync($"{failure}={call};{keywords}", host, table, done).WaitAsync(TimeSpan.FromMinutes(1));
                succeeded = true;
            }
            catch (QuarryException error)
            {
                succeeded = false;
                done.Error = error;
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Call {call}, {done.At}: {error.GetType().Name}, {error.Message}", error);
            }

            try
            {
                Sim.NothingIsLeft(host);
                await CheckAsync(table, done);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Call {call}, {done.At}, which ended with {done.Error?.Message ?? "success"}: {error.Message}", error);
            }
        }

        call.Should().BeGreaterThan(60, "the scenario makes many calls");
    }

    private static async Task RunAsync(string keywords, TestHost host, string table, Progress done)
    {
        done.At = "connecting";
        await using Session session = await Sim.OpenAsync(keywords, host);
        done.At = "a query with parameters and long values";
        List<ResultSet> read = await Sim.ReadAsync(session, Sim.Plan("result rows=70 | id bigint | v text repeat=6000 long-every=30 | d date | t bigint ;; affected 3") with { Batch = new() { Rows = 40 } });
        read[0].Column(0).Should().Equal(Enumerable.Range(0, 70).Select(row => (object)(long)row));
        read[0].Rows.Select(row => ((string)row[1]!).Length).Should().Equal(Enumerable.Range(0, 70).Select(row => row % 30 == 29 ? 6000 : 10));
        ResultSet echo = await Sim.QueryAsync(session, "echo ? ?", new Parameter(LogicalType.Utf8, "tä"), new Parameter(LogicalType.Int32, 7));
        echo.Rows.Should().ContainSingle();
        done.At = "an insert";
        using (ColumnBatch batch = Rows(host.Memory, 10))
        {
            done.Inserting = true;
            (await session.WriteAsync(new() { Table = new() { Name = table }, Schema = s_schema }, TwiceAsync(batch), CancellationToken.None)).Should().Be(20);
            (done.Inserting, done.Inserted) = (false, true);
        }

        done.At = "a transaction";
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await Sim.ReadAsync(session, Sim.Plan($"insert {table}_t ? ?"), new Parameter(LogicalType.Int64, 1L), new Parameter(LogicalType.Utf8, "x"));
        done.Committing = true;
        await session.CommitAsync(CancellationToken.None);
        (done.Committing, done.Committed) = (false, true);
        done.At = "a transaction that is rolled back";
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await Sim.ReadAsync(session, Sim.Plan($"insert {table}_r ? ?"), new Parameter(LogicalType.Int64, 1L), new Parameter(LogicalType.Utf8, "x"));
        await session.RollbackAsync(CancellationToken.None);
        done.At = "a batch";
        BatchStatement statement = new() { Plan = new() { Sql = $"insert {table}_b ?", Kind = StatementKind.Insert, ParameterCount = 1 }, Parameters = [new(LogicalType.Int64, 5L)] };
        IReadOnlyList<BatchResult> results = await session.ExecuteBatchAsync([statement, statement], BatchMode.Atomic, CancellationToken.None);
        done.Batch = results.All(result => result.Status == BatchStatus.Succeeded);
        if (done.Batch == false)
        {
            throw results.First(result => result.Error is not null).Error!;
        }

        done.At = "a prepared statement";
        PreparedStatement prepared = await session.PrepareAsync(Sim.Plan("result rows=70 | a bigint | b nvarchar(10)"), CancellationToken.None);
        await using (prepared)
        {
            for (int i = 0; i < 2; i++)
            {
                await using ResultReader reader = await prepared.ExecuteAsync([], CancellationToken.None);
                (await Sim.ReadAsync(reader))[0].Rows.Should().HaveCount(70);
            }
        }

        done.At = "the reset";
        await session.ResetAsync(CancellationToken.None);
        await session.PingAsync(CancellationToken.None);
        done.At = "the end";
    }

    // What the caller was told of each transaction is what happened.
    private static async Task CheckAsync(string table, Progress done)
    {
        await Sim.UseAsync("", async session =>
        {
            int inserted = await CountAsync(session, table);
            int transaction = await CountAsync(session, table + "_t");
            int batch = await CountAsync(session, table + "_b");
            (await CountAsync(session, table + "_r")).Should().Be(0, "it was rolled back");
            bool unknown = done.Error is { OutcomeUnknown: true };
            (done.Inserted ? inserted == 20 : inserted == 0 || (inserted == 20 && done.Inserting && unknown)).Should().BeTrue($"the insert left {inserted} rows");
            (done.Committed ? transaction == 1 : transaction == 0 || (done.Committing && unknown)).Should().BeTrue($"the transaction left {transaction} rows");
            (done.Batch == true ? batch == 2 : batch == 0 || (batch == 2 && unknown && done.Batch is null)).Should().BeTrue($"the batch left {batch} rows");
        });
    }

    private static async Task<int> CountAsync(Session session, string table)
    {
        try
        {
            return (await Sim.QueryAsync(session, $"rows {table}")).Rows.Count;
        }
        catch (QuarryException error) when (error.SqlState == "42S02")
        {
            return 0;
        }
    }

    private static ColumnBatch Rows(BatchMemory memory, int count)
    {
        using var builder = new BatchBuilder(s_schema, memory, BatchLimits.Default);
        for (int i = 0; i < count; i++)
        {
            ((FixedColumnBuilder<long>)builder.Columns[0]).Append(i);
            builder.Columns[1].AppendUtf16($"row {i}");
            builder.EndRow();
        }

        return builder.Build();
    }

    private static async IAsyncEnumerable<ColumnBatch> TwiceAsync(ColumnBatch batch)
    {
        await Task.Yield();
        yield return batch;
        yield return batch;
    }

    private sealed class Progress
    {
        public string At { get; set; } = "";

        public bool Inserting { get; set; }

        public bool Inserted { get; set; }

        public bool Committing { get; set; }

        public bool Committed { get; set; }

        public bool? Batch { get; set; }

        public QuarryException? Error { get; set; }
    }
}
