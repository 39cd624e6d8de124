using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>A server whose sessions are read-only by default.</summary>
public sealed class ReadOnlyServer : IAsyncLifetime
{
    public PostgreSqlServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgreSqlServer.StartAsync(new() { Settings = ["default_transaction_read_only = on"] });

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
