using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql;

/// <summary>What a server can do, from its product and its version. Versions before 13 are out of the project's support, but nothing here keeps them out.</summary>
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
            Transactions = Capability.Yes(Manual + "sql-begin.html"),
            Savepoints = Capability.Yes(Manual + "sql-savepoint.html"),
            ReadOnlyTransactions = Capability.Yes(Manual + "sql-set-transaction.html"),
            PreparedStatements = Capability.Yes(Manual + "protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY"),
            MultipleResults = Capability.Yes(Manual + "protocol-flow.html#PROTOCOL-FLOW-PIPELINING"),
            OutputParameters = Capability.Since(server.Version, new(11, 0), Manual + "sql-call.html"),
            Cancel = Capability.Yes(Manual + "protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS"),
            Returning = Capability.Since(server.Version, new(8, 2), Manual + "dml-returning.html"),
            Upsert = Capability.Since(server.Version, new(9, 5), Manual + "sql-insert.html#SQL-ON-CONFLICT"),
            BulkWrite = Capability.Yes(Manual + "sql-copy.html"),
            Catalog = Capability.Since(server.Version, new(11, 0), Manual + "catalogs.html"),
        };
    }
}
