using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Sessions;

internal sealed partial class SqliteSession
{
    // Every setting of https://www.sqlite.org/pragma.html that belongs to the connection, can be read and can be set back. Setting temp_store drops all
    // temporary objects; the others are independent.
    private static readonly string[] s_pragmas =
    [
        "analysis_limit", "automatic_index", "cache_size", "cache_spill", "cell_size_check", "checkpoint_fullfsync", "count_changes",
        "defer_foreign_keys", "empty_result_callbacks", "foreign_keys", "full_column_names", "fullfsync", "ignore_check_constraints", "journal_size_limit", "legacy_alter_table", "locking_mode", "max_page_count", "mmap_size", "query_only",
        "read_uncommitted", "recursive_triggers", "reverse_unordered_selects", "secure_delete", "short_column_names", "synchronous", "threads", "trusted_schema", "wal_autocheckpoint", "writable_schema",
    ];

    private (string Name, string? Value)[]? _pragmas;

    public override async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        await RunAlwaysAsync(Reset).ConfigureAwait(false);
    }

    /// <summary>Before the first statement that may change settings, their values are kept for the reset.</summary>
    private async ValueTask BeforeStatementAsync(string sql, CancellationToken cancellationToken)
    {
        if (_pragmas is null && SqlText.MayChangeSession(sql))
        {
            _pragmas = await RunOnceAsync(() => Array.ConvertAll(s_pragmas, name => (name, Database.Scalar($"PRAGMA {name}"))), cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Reset()
    {
        EndOpenOnThread();
        foreach (SqlitePreparedStatement prepared in _prepared)
        {
            prepared.ResetOnThread();
        }

        Rollback();
        if (_pragmas is not null)
        {
            ResetSettings(_pragmas);
            _pragmas = null;
        }

        return true;
    }

    private void ResetSettings((string Name, string? Value)[] pragmas)
    {
        // Attached databases first: settings such as cache_size mean main, and temporary objects may use them.
        string? store = Database.Scalar("PRAGMA temp_store");
        Database.Execute(store == "2" ? "PRAGMA temp_store = 1" : "PRAGMA temp_store = 2");
        Database.Execute("PRAGMA temp_store = 0");
        foreach (string? name in Database.Column("SELECT name FROM pragma_database_list WHERE seq > 1"))
        {
            Database.Execute($"DETACH {_dialect.QuoteIdentifier(name!)}");
        }

        foreach ((string name, string? value) in pragmas)
        {
            if (value is not null && Database.Scalar($"PRAGMA {name}") != value)
            {
                Database.Execute($"PRAGMA {name} = {value}");
            }
        }

        Database.Execute("PRAGMA case_sensitive_like = OFF");
        // PRAGMA busy_timeout replaces the handler.
        _interrupter.Attach(Database.Pointer);
    }
}
