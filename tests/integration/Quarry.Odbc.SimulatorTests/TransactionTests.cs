using System.Data;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Transactions: what was committed, and what is known of it when the connection is lost.</summary>
[Collection(Simulator.Collection)]
public sealed class TransactionTests
{
    private const int OutcomeUnknown = 4401;

    private readonly string _table = $"t_{Guid.NewGuid():N}";

    [Fact]
    public Task Commit_keeps_and_rollback_does_not() => Sim.UseAsync("", async session =>
    {
        await InsertAsync(session, 1);
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await InsertAsync(session, 2);
        await session.RollbackAsync(CancellationToken.None);
        (await CountAsync(session)).Should().Be(1);
        await session.BeginAsync(new() { Isolation = IsolationLevel.Serializable }, CancellationToken.None);
        await InsertAsync(session, 3);
        await session.CommitAsync(CancellationToken.None);
        (await CountAsync(session)).Should().Be(2);
        // Autocommit is on again: its last column.
        (await Sim.QueryAsync(session, "transactions")).Rows[0][3].Should().Be(1L);
    });

    [Fact]
    public async Task Closing_rolls_an_open_transaction_back()
    {
        await Sim.UseAsync("", async session =>
        {
            await InsertAsync(session, 1);
            await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
            await InsertAsync(session, 2);
        });
        await Sim.UseAsync("", async session => (await CountAsync(session)).Should().Be(1));
    }

    [Fact]
    public async Task A_reset_rolls_back()
    {
        await Sim.UseAsync("", async session =>
        {
            await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
            await Sim.ReadAsync(session, Sim.Plan($"insert {_table} ?") with { Kind = StatementKind.Insert }, new Parameter(LogicalType.Int32, 2));
            await session.ResetAsync(CancellationToken.None);
            (await CountAsync(session)).Should().Be(0);
        });
    }

    [Fact]
    public Task Misuse_is_told() => Sim.UseAsync("", async session =>
    {
        Func<Task> commit = () => session.CommitAsync(CancellationToken.None).AsTask();
        Func<Task> rollback = () => session.RollbackAsync(CancellationToken.None).AsTask();
        Func<Task> begin = () => session.BeginAsync(TransactionOptions.Default, CancellationToken.None).AsTask();
        await commit.Should().ThrowAsync<InvalidOperationException>();
        await rollback.Should().ThrowAsync<InvalidOperationException>();
        await begin();
        await begin.Should().ThrowAsync<InvalidOperationException>();
        await commit();
    });

    [Fact]
    public Task A_driver_without_transactions_begins_none() => Sim.UseAsync("NoTransactions=1", async session =>
    {
        Func<Task> begin = () => session.BeginAsync(TransactionOptions.Default, CancellationToken.None).AsTask();
        await begin.Should().ThrowAsync<QuarryException>();
        await InsertAsync(session, 1);
        (await CountAsync(session)).Should().Be(1);
    });

    [Theory]
    [InlineData("commit")]
    [InlineData("insert")]
    [InlineData("batch")]
    public async Task A_connection_lost_at_the_commit_leaves_the_outcome_open(string way)
    {
        var schema = new Schema([new() { Name = "a", Type = LogicalType.Int32 }]);
        BatchStatement statement = new() { Plan = new() { Sql = $"insert {_table} ?", Kind = StatementKind.Insert, ParameterCount = 1 }, Parameters = [new(LogicalType.Int32, 5)] };
        for (int call = 1; ; call++)
        {
            call.Should().BeLessThan(200, "the commit is reached");
            var host = new TestHost();
            try
            {
                await using Session session = await Sim.OpenAsync($"DropAt={call}", host);
                if (way == "batch")
                {
                    await session.ExecuteBatchAsync([statement], BatchMode.Atomic, CancellationToken.None);
                }
                else if (way == "insert")
                {
                    using ColumnBatch batch = Batches.Numbers(host.Memory, schema, 3);
                    await session.WriteAsync(new() { Table = new() { Name = _table }, Schema = schema }, Batches.StreamAsync(batch), CancellationToken.None);
                }
                else
                {
                    await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
                    await session.CommitAsync(CancellationToken.None);
                }

                throw new InvalidOperationException("The commit was not reached.");
            }
            catch (QuarryException error) when (error.Message.Contains("SQLEndTran", StringComparison.Ordinal))
            {
                (error.Code, error.OutcomeUnknown, error.Kind).Should().Be((OutcomeUnknown, true, ErrorKind.Transport));
                break;
            }
            catch (QuarryException error)
            {
                (error.OutcomeUnknown, error.Kind).Should().Be((false, ErrorKind.Transport), "call {0} comes before the commit", call);
            }
            finally
            {
                Sim.NothingIsLeft(host);
            }
        }
    }

    [Fact]
    public Task A_lost_connection_is_known() => Sim.UseAsync("", async session =>
    {
        QuarryException error = await Sim.FailsAsync(session, "drop-connection");
        (error.Kind, error.IsTransient, error.VendorCode).Should().Be((ErrorKind.Transport, true, 4714));
        Func<Task> ping = () => session.PingAsync(CancellationToken.None).AsTask();
        (await ping.Should().ThrowAsync<QuarryException>()).Which.Kind.Should().Be(ErrorKind.Transport);
    });

    private async Task InsertAsync(Session session, int value) => await Sim.QueryAsync(session, $"insert {_table} ?", new Parameter(LogicalType.Int32, value));

    private async Task<int> CountAsync(Session session) => (await Sim.QueryAsync(session, $"rows {_table}")).Rows.Count;
}
