using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql;

/// <summary>What a PostgreSQL server can do, from its version.</summary>
public static class PostgreSqlCapabilities
{
    private const string Manual = "https://www.postgresql.org/docs/current/";

    /// <summary>Reads the server's description.</summary>
    /// <param name="server">What a session found.</param>
    public static DriverCapabilities Of(ServerInfo server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new()
        {
            Cancel = Capability.Yes(Manual + "protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS"),
        };
    }
}
