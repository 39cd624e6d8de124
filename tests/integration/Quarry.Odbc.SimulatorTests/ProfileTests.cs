using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>What a plugin without a session of its own knows is honoured by the transport.</summary>
[Collection(Simulator.Collection)]
public sealed class ProfileTests
{
    [Fact]
    public Task Facts_of_the_profiles_query_join_those_of_the_driver() => UseAsync(session =>
    {
        session.Server.Facts.Should().Contain("edition", "Sim ü").And.Contain("number", "7").And.ContainKey("odbc.driver").And.NotContainKey("nothing");
        return Task.CompletedTask;
    });

    [Fact]
    public Task What_a_transaction_set_for_the_session_is_taken_back_however_it_ends() => UseAsync(async session =>
    {
        var limited = new TransactionOptions { LockTimeout = TimeSpan.FromSeconds(3) };
        await session.BeginAsync(limited, CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
        await session.BeginAsync(limited, CancellationToken.None);
        await session.RollbackAsync(CancellationToken.None);
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
        (await Sim.QueryAsync(session, "session")).Rows.Select(row => row[0]).Should()
            .Equal("SET LOCK_TIMEOUT 3000", "SET LOCK_TIMEOUT -1", "SET LOCK_TIMEOUT 3000", "SET LOCK_TIMEOUT -1");
    });

    [Fact]
    public Task Vendor_codes_tell_what_an_error_means() => UseAsync(async session =>
    {
        QuarryException deadlock = await Sim.FailsAsync(session, "error HY000 1205 \"you lost\"");
        (deadlock.Kind, deadlock.IsTransient, deadlock.VendorCode).Should().Be((ErrorKind.Server, true, 1205));
        QuarryException duplicate = await Sim.FailsAsync(session, "error HY000 2627 \"twice\"");
        (duplicate.Kind, duplicate.IsTransient).Should().Be((ErrorKind.User, false));
        (await Sim.FailsAsync(session, "error 40001 7 \"unknown to it\"")).IsTransient.Should().BeTrue("the SQLSTATE says so");
    });

    [Fact]
    public Task A_transaction_that_the_server_has_ended_is_not_committed() => UseAsync(async session =>
    {
        string table = $"t_{Guid.NewGuid():N}";
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await Sim.FailsAsync(session, "error 40001 1205 \"you lost\"");
        // The server began another transaction with this one.
        await Sim.ReadAsync(session, Sim.Plan($"insert {table} ?"), new Parameter(LogicalType.Int32, 1));
        Func<Task> commit = () => session.CommitAsync(CancellationToken.None).AsTask();
        QuarryException error = (await commit.Should().ThrowAsync<QuarryException>()).Which;
        error.Code.Should().Be(4402);
        error.Message.Should().Contain("Nothing was committed").And.Contain("you lost");
        (await Sim.QueryAsync(session, $"rows {table}")).Rows.Should().BeEmpty();
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        await session.CommitAsync(CancellationToken.None);
    });

    [Fact]
    public Task Parts_are_those_of_the_dialect_on_the_state_that_its_query_names() => UseAsync(async session =>
    {
        await session.BeginAsync(TransactionOptions.Default, CancellationToken.None);
        PartitionSet set = await session.PartitionAsync(new() { Table = new() { Name = "t" }, Count = 2 }, CancellationToken.None);
        set.Partitions.Should().ContainSingle().Which.Sql.Should().Be("rows t 1234567890123456789");
        Func<Task> query = () => session.PartitionAsync(new() { Sql = "select 1", Count = 2 }, CancellationToken.None).AsTask();
        (await query.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(4108);
        await session.RollbackAsync(CancellationToken.None);
        Driver().Describe(session.Server).Partitions.IsSupported.Should().BeTrue();
    });

    [Fact]
    public async Task Another_database_than_the_plugins_is_refused_before_it_is_spoken_to()
    {
        var host = new TestHost();
        Func<Task> open = () => Driver().OpenAsync(Sim.Target("DbmsName=SQL Anywhere"), host, CancellationToken.None).AsTask();
        QuarryException error = (await open.Should().ThrowAsync<QuarryException>()).Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 4014));
        error.Message.Should().Contain("SQL Anywhere").And.Contain("knowing").And.Contain("odbc:Driver=");
        Sim.NothingIsLeft(host);
    }

    [Fact]
    public async Task The_profile_is_told_for_which_ODBC_driver_it_writes_keywords()
    {
        var host = new TestHost();
        var target = new Target { Scheme = "knowing", Options = new Dictionary<string, string> { ["odbc.driver"] = Simulator.Shared.Library } };
        await using (await Driver().OpenAsync(target, host, CancellationToken.None))
        {
            Simulator.Shared.LastConnectionString.Should().Contain($"Asked={Simulator.Shared.Library}");
        }

        Sim.NothingIsLeft(host);
    }

    [Theory]
    [InlineData("odbc.parameter-arrays=no", true)]
    [InlineData("odbc.parameter-arrays=yes;odbc.write=rows", true)]
    [InlineData("odbc.parameter-arrays=yes;odbc.write=arrays", false)]
    public async Task Rows_go_by_statements_of_several_where_the_driver_has_no_arrays_or_does_better_so(string setting, bool several)
    {
        const int Rows = 250;
        var host = new TestHost();
        Target target = Sim.Target($"Personality=tdsodbc;DbmsName=QuarrySim;Store=sqlite;Database=several{Guid.NewGuid():N};{setting}");
        await using (Session session = (await Driver().OpenAsync(target, host, CancellationToken.None))!)
        {
            await Sim.ReadAsync(session, Sim.Plan("create table \"t\" (\"n\" int)"));
            var schema = new Schema([new() { Name = "n", Type = LogicalType.Int32 }]);
            using ColumnBatch batch = Batches.Numbers(host.Memory, schema, Rows);
            long before = Simulator.Shared.Calls;
            (await session.WriteAsync(new() { Table = new() { Name = "t" }, Schema = schema }, Batches.StreamAsync(batch), CancellationToken.None)).Should().Be(Rows);
            // A marker for each value has to be bound, and one for each column of an array.
            (Simulator.Shared.Calls - before).Should().Match(calls => several ? calls >= Rows && calls < 2 * Rows : calls < 50);
            (await Sim.QueryAsync(session, "select n from t")).Rows.Select(row => row[0]).Should().BeEquivalentTo(Enumerable.Range(0, Rows));
        }

        Sim.NothingIsLeft(host);
    }

    private static OdbcDriver Driver()
    {
        Driver knowing = new KnowingDriver(OdbcDriver.Generic(new() { Product = "QuarrySim", Version = new(1, 0) }));
        return new(knowing, knowing.Odbc);
    }

    private static async Task UseAsync(Func<Session, Task> use)
    {
        var host = new TestHost();
        await using (Session session = (await Driver().OpenAsync(Sim.Target(""), host, CancellationToken.None))!)
        {
            await use(session);
        }

        Sim.NothingIsLeft(host);
    }
}
