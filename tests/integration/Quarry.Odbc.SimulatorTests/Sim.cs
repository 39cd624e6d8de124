using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Sessions on the scripted driver, without an engine.</summary>
internal static class Sim
{
    // What a probe of the scripted driver finds: all four isolation levels.
    private static readonly ServerInfo s_server = new() { Product = "QuarrySim", Version = new(1, 0), Facts = new Dictionary<string, string> { ["odbc.isolations"] = "15" } };

    /// <summary>A target with keywords and settings, such as <c>Personality=oracle;odbc.text=utf8</c>, in their order.</summary>
    public static Target Target(string keywords, string? library = null) => new()
    {
        Scheme = "odbc",
        Path = $"{{{library ?? Simulator.Shared.Library}}}",
        Options = keywords.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(keyword => keyword.Split('=', 2))
            .ToDictionary(keyword => keyword[0], keyword => keyword[1], StringComparer.OrdinalIgnoreCase),
    };

    public static async Task<Session> OpenAsync(string keywords, TestHost host, string? library = null)
        => (await new OdbcDriver(OdbcDriver.Generic(s_server), null).OpenAsync(Target(keywords, library), host, CancellationToken.None))!;

    /// <summary>Uses a session, disposes it, and checks that nothing of it is left.</summary>
    public static async Task UseAsync(string keywords, Func<Session, Task> use, TestHost? host = null)
    {
        host ??= new();
        await using (Session session = await OpenAsync(keywords, host))
        {
            await use(session);
        }

        NothingIsLeft(host);
    }

    /// <summary>Uses a session beside one that is open.</summary>
    public static async Task UseAnotherAsync(string keywords, Func<Session, Task> use)
    {
        var host = new TestHost();
        await using (Session session = await OpenAsync(keywords, host))
        {
            await use(session);
        }

        host.Rented.Should().Be(0);
    }

    /// <summary>That connecting fails, and leaves nothing.</summary>
    public static async Task<QuarryException> RefusedAsync(string keywords, TestHost? host = null, string? library = null)
    {
        host ??= new();
        Func<Task> open = async () => await (await OpenAsync(keywords, host, library)).DisposeAsync();
        QuarryException error = (await open.Should().ThrowAsync<QuarryException>()).Which;
        NothingIsLeft(host);
        return error;
    }

    public static void NothingIsLeft(TestHost host)
    {
        host.Rented.Should().Be(0, "every block is returned");
        Simulator.Shared.Handles.Should().Be((0, 0), "connections and statements are freed");
    }

    /// <summary>Reads all results of a statement; binary values are told in hexadecimal.</summary>
    public static async Task<List<ResultSet>> ReadAsync(Session session, QueryPlan plan, params Parameter[] parameters)
    {
        await using ResultReader reader = await session.ExecuteAsync(plan with { ParameterCount = parameters.Length }, parameters, CancellationToken.None);
        return await ReadAsync(reader);
    }

    public static async Task<List<ResultSet>> ReadAsync(ResultReader reader)
    {
        var results = new List<ResultSet>();
        do
        {
            var result = new ResultSet { Schema = reader.Schema, Affected = reader.RowsAffected };
            results.Add(result);
            while (await reader.ReadAsync(CancellationToken.None) is { } batch)
            {
                using (batch)
                {
                    result.Batches.Add(batch.Rows);
                    for (int row = 0; row < batch.Rows; row++)
                    {
                        result.Rows.Add([.. batch.Columns.Select(column => column.GetValue(row) is byte[] bytes ? Convert.ToHexString(bytes) : column.GetValue(row))]);
                    }
                }
            }
        }
        while (await reader.NextResultAsync(CancellationToken.None));

        return results;
    }

    /// <summary>The only result of a statement.</summary>
    public static async Task<ResultSet> QueryAsync(Session session, string sql, params Parameter[] parameters)
        => (await ReadAsync(session, Plan(sql), parameters)).Should().ContainSingle().Which;

    public static async Task<QuarryException> FailsAsync(Session session, string sql, params Parameter[] parameters)
    {
        Func<Task> query = () => ReadAsync(session, Plan(sql), parameters);
        return (await query.Should().ThrowAsync<QuarryException>()).Which;
    }

    public static QueryPlan Plan(string sql) => new() { Sql = sql, Kind = StatementKind.Select };
}
