using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite;

/// <summary>What a library of SQLite can do, from its version and its compile options.</summary>
public static class SqliteCapabilities
{
    private const string Manual = "https://www.sqlite.org/";

    /// <summary>Reads the server's description.</summary>
    /// <param name="server">What a session found; its facts are the compile options by name.</param>
    public static DriverCapabilities Of(ServerInfo server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new()
        {
            Transactions = Capability.Yes(Manual + "lang_transaction.html"),
            TransactionalDefinitions = Capability.Yes(Manual + "lang_transaction.html"),
            Savepoints = Capability.Since(server.Version, new(3, 6, 8), Manual + "lang_savepoint.html"),
            ReadOnlyTransactions = Capability.Since(server.Version, new(3, 8, 0), Manual + "pragma.html#pragma_query_only"),
            DeferrableTransactions = Capability.No("a reader of SQLite never fails because of others", Manual + "isolation.html"),
            LockTimeout = Capability.Yes(Manual + "c3ref/busy_handler.html"),
            Batches = Capability.No("SQLite runs in the process, so there is no round trip to save", Manual + "serverless.html"),
            PreparedStatements = Capability.Yes(Manual + "c3ref/prepare.html"),
            MultipleResults = Capability.Yes(Manual + "c3ref/prepare.html"),
            OutputParameters = Capability.No("SQLite has no procedures", Manual + "c3ref/bind_blob.html"),
            Cancel = server.Facts.ContainsKey("OMIT_PROGRESS_CALLBACK")
                ? Capability.No("the library was compiled with OMIT_PROGRESS_CALLBACK", Manual + "compile.html#omit_progress_callback")
                : Capability.Yes(Manual + "c3ref/interrupt.html"),
            Returning = Capability.Since(server.Version, new(3, 35, 0), Manual + "lang_returning.html"),
            Upsert = server.Facts.ContainsKey("OMIT_UPSERT")
                ? Capability.No("the library was compiled with OMIT_UPSERT", Manual + "lang_upsert.html")
                : Capability.Since(server.Version, new(3, 24, 0), Manual + "lang_upsert.html"),
            BulkWrite = Capability.Yes(Manual + "c3ref/bind_blob.html"),
            // pragma_table_list
            Snapshots = Capability.No("SQLite's sessions cannot read each other's snapshot", "https://www.sqlite.org/c3ref/snapshot.html"),
            Partitions = Capability.No("SQLite reads a file on one thread of one session at a time, and its sessions share no snapshot; read it by one query", "https://www.sqlite.org/isolation.html"),
            Catalog = server.Facts.ContainsKey("OMIT_SCHEMA_PRAGMAS")
                ? Capability.No("the library was compiled with OMIT_SCHEMA_PRAGMAS", Manual + "compile.html#omit_schema_pragmas")
                : Capability.Since(server.Version, new(3, 37, 0), Manual + "pragma.html#pragma_table_list"),
        };
    }
}
