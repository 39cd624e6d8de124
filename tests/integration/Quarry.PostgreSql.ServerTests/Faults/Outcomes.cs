using System.Collections.Concurrent;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>reliability.md §8, 26: what is told of a commit is true. Acknowledged is there, failed is not, and unknown is what nobody can know.</summary>
internal static class Outcomes
{
    /// <summary>Lets several callers insert the numbers from 1 under faults, and compares what each was told with what is there.</summary>
    /// <param name="server">The server.</param>
    /// <param name="table">The name of a new table, which is also the application's name of all that inserts.</param>
    /// <param name="inserts">How many.</param>
    /// <param name="callers">How many at a time.</param>
    /// <param name="insert">Inserts a number. The faults have to be such that some succeed, some fail and some are in doubt.</param>
    public static async Task CheckAsync(PostgreSqlServer server, string table, int inserts, int callers, Func<int, Task> insert)
    {
        await server.PsqlAsync($"create table {table} (i int primary key)");
        var outcomes = new ConcurrentDictionary<int, string>();
        await Parallel.ForAsync(1, inserts + 1, new ParallelOptions { MaxDegreeOfParallelism = callers }, async (id, _) => outcomes[id] = await OutcomeAsync(() => insert(id)));
        // What was sent before a reset still runs at the server.
        while (await server.PsqlAsync($"select count(*) from pg_stat_activity where application_name = '{table}'") != "0")
        {
        }

        int[] there = [.. (await server.PsqlAsync($"select i from {table}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        int[] Of(string outcome) => [.. outcomes.Where(pair => pair.Value == outcome).Select(pair => pair.Key)];
        Of("done").Should().NotBeEmpty().And.BeSubsetOf(there);
        Of("failed").Should().NotBeEmpty().And.NotIntersectWith(there);
        Of("unknown").Should().NotBeEmpty();
    }

    private static async Task<string> OutcomeAsync(Func<Task> insert)
    {
        try
        {
            await insert();
            return "done";
        }
        catch (QuarryException error)
        {
            (error.OutcomeUnknown && error.IsTransient).Should().BeFalse("what may have happened is not repeated");
            return error.OutcomeUnknown ? "unknown" : "failed";
        }
    }
}
