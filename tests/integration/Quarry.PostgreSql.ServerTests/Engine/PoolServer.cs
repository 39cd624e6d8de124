using System.Globalization;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>A server of the pool's tests alone: they restart it and read its log. The roles log in with SCRAM.</summary>
public sealed class PoolServer : IAsyncLifetime
{
    public const string Password = "before, the rotation";

    public PostgreSqlServer Server { get; private set; } = null!;

    public string Target(string role, string password) => string.Create(CultureInfo.InvariantCulture,
        $"postgresql://{role}:{Uri.EscapeDataString(password)}@127.0.0.1:{Server.Port}/postgres?sslmode=disable");

    public async Task InitializeAsync()
    {
        Server = await PostgreSqlServer.StartAsync(new()
        {
            Settings = ["max_connections = 60"],
            Access = ["local all all trust", "host all all 127.0.0.1/32 scram-sha-256"],
        });
        await Server.PsqlAsync($"create role stormy login password '{Password}'; create role late login password '{Password}'; create role rotated login password '{Password}'");
    }

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}
