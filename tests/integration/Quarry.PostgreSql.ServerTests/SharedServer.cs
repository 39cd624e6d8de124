using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>One server for all test classes that run at the same time; the last one stops it. Tests keep apart by schema names of their own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private static readonly SemaphoreSlim s_gate = new(1);
    private static PostgreSqlServer? s_server;
    private static int s_users;

    public PostgreSqlServer Server => s_server!;

    public async Task InitializeAsync()
    {
        await s_gate.WaitAsync();
        try
        {
            s_server ??= await PostgreSqlServer.StartAsync(new() { Settings = ["max_connections = 200", "max_prepared_transactions = 10"] });
            s_users++;
        }
        finally
        {
            s_gate.Release();
        }
    }

    public async Task DisposeAsync()
    {
        await s_gate.WaitAsync();
        try
        {
            if (--s_users == 0)
            {
                await s_server!.DisposeAsync();
                s_server = null;
            }
        }
        finally
        {
            s_gate.Release();
        }
    }
}
