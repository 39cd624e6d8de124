using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Tests.Support;

/// <summary>A session on a real database with the few calls that tests need. Its end checks that no batch memory is left and nothing was logged.</summary>
internal sealed class TestSession : IAsyncDisposable
{
    private TestSession(Session session, SqliteDriver driver, TestHost host) => (Session, Driver, Host) = (session, driver, host);

    public Session Session { get; }

    public SqliteDriver Driver { get; }

    public TestHost Host { get; }

    public static Target Target(string path, params (string Name, string Value)[] options)
        => new() { Scheme = "sqlite", Path = path, Options = options.ToFrozenDictionary(option => option.Name, option => option.Value, StringComparer.OrdinalIgnoreCase) };

    public static async Task<TestSession> OpenAsync(string path = ":memory:", params (string Name, string Value)[] options)
    {
        var driver = new SqliteDriver();
        var host = new TestHost();
        return new((await driver.OpenAsync(Target(path, options), host, default))!, driver, host);
    }

    public static QueryPlan Plan(string sql, int parameters = 0, ReadOptions? read = null, BatchLimits? batch = null)
        => new() { Sql = sql, ParameterCount = parameters, Read = read ?? ReadOptions.Default, Batch = batch ?? BatchLimits.Default };

    public ValueTask<ResultReader> StartAsync(string sql, params Parameter[] parameters)
        => Session.ExecuteAsync(Plan(sql, parameters.Length), parameters, default);

    /// <summary>Runs a text to its end; the last count of rows.</summary>
    public async Task<long> RunAsync(string sql, params Parameter[] parameters)
    {
        await using ResultReader reader = await StartAsync(sql, parameters);
        long affected;
        do
        {
            while (await reader.ReadAsync(default) is { } batch)
            {
                batch.Dispose();
            }

            affected = reader.RowsAffected;
        }
        while (await reader.NextResultAsync(default));

        return affected;
    }

    public Task<Table> QueryAsync(string sql, params Parameter[] parameters) => QueryAsync(Plan(sql, parameters.Length), parameters);

    public async Task<Table> QueryAsync(QueryPlan plan, params Parameter[] parameters)
    {
        await using ResultReader reader = await Session.ExecuteAsync(plan, parameters, default);
        return await Table.ReadAsync(reader);
    }

    public async Task<object?> ScalarAsync(string sql, params Parameter[] parameters) => (await QueryAsync(sql, parameters)).Rows[0][0];

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        Host.Counting.Outstanding.Should().Be(0, "every block goes back");
        Host.Messages.Lines.Should().BeEmpty();
    }
}
