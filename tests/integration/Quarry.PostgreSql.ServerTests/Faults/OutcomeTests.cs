using System.Collections.Concurrent;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>What is told of a commit is true: acknowledged is there, failed is not, and unknown is what nobody can know.</summary>
public sealed class OutcomeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Inserts = 200;

    [Theory]
    [InlineData("commit", 110)]
    [InlineData("autocommit", 60)]
    [InlineData("copy", 170)]
    public async Task Inserts_under_resets(string way, int bytes)
    {
        string table = $"outcome_{way}_{Guid.NewGuid():N}";
        await shared.Server.PsqlAsync($"create table {table} (i int primary key)");
        var outcomes = new ConcurrentDictionary<int, string>();
        await Parallel.ForAsync(1, Inserts + 1, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (id, _) => outcomes[id] = await InsertAsync(way, table, id, after: id * 37 % bytes));
        // What was sent before a reset still runs at the server.
        while (await shared.Server.PsqlAsync($"select count(*) from pg_stat_activity where application_name = '{table}'") != "0")
        {
        }

        int[] there = [.. (await shared.Server.PsqlAsync($"select i from {table}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        int[] Of(string outcome) => [.. outcomes.Where(pair => pair.Value == outcome).Select(pair => pair.Key)];
        Of("done").Should().NotBeEmpty().And.BeSubsetOf(there);
        Of("failed").Should().NotBeEmpty().And.NotIntersectWith(there);
        Of("unknown").Should().NotBeEmpty();
    }

    private async Task<string> InsertAsync(string way, string table, int id, int after)
    {
        await using var proxy = new FaultProxy(shared.Server);
        var target = new Target
        {
            Scheme = "postgresql",
            Path = string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={proxy.Port} user=postgres dbname=postgres sslmode=disable application_name={table}"),
        };
        await using Session session = (await new PostgreSqlDriver().OpenAsync(target, new TestHost(), CancellationToken.None))!;
        proxy.Arm(Toxic.Reset, after);
        try
        {
            if (way == "copy")
            {
                await session.WriteAsync(new() { Table = new() { Name = table }, Schema = Batches.OneColumn }, Batches.One(id), CancellationToken.None);
                return "done";
            }

            if (way == "commit")
            {
                await session.BeginAsync(new(), CancellationToken.None);
            }

            await using (ResultReader result = await session.ExecuteAsync(new() { Sql = $"insert into {table} values ({id})", Kind = StatementKind.Insert }, [], CancellationToken.None))
            {
            }

            if (way == "commit")
            {
                await session.CommitAsync(CancellationToken.None);
            }

            return "done";
        }
        catch (QuarryException error)
        {
            (error.OutcomeUnknown && error.IsTransient).Should().BeFalse("what may have happened is not repeated");
            return error.OutcomeUnknown ? "unknown" : "failed";
        }
    }
}
