using System.Data;
using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Sql;

/// <summary>What a transaction sets before it begins. Both settings are the session's
/// (https://learn.microsoft.com/sql/t-sql/statements/set-transaction-isolation-level-transact-sql, https://learn.microsoft.com/sql/t-sql/statements/set-lock-timeout-transact-sql):
/// what it set is taken back after it.</summary>
internal static class TransactionSettings
{
    /// <summary>The statements, or null if the server cannot do what is asked.</summary>
    public static IReadOnlyList<string>? Of(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string? level = options.Isolation switch
        {
            IsolationLevel.Unspecified => "",
            IsolationLevel.ReadUncommitted => "READ UNCOMMITTED",
            IsolationLevel.ReadCommitted => "READ COMMITTED",
            IsolationLevel.RepeatableRead => "REPEATABLE READ",
            IsolationLevel.Serializable => "SERIALIZABLE",
            IsolationLevel.Snapshot => "SNAPSHOT",
            _ => null,
        };
        return level is null || options is not { ReadOnly: false, Deferrable: false, Snapshot: "" } ? null :
        [
            .. level.Length > 0 ? (IEnumerable<string>)[$"SET TRANSACTION ISOLATION LEVEL {level}"] : [],
            .. options.LockTimeout is { } limit ? (IEnumerable<string>)[string.Create(CultureInfo.InvariantCulture, $"SET LOCK_TIMEOUT {(int)Math.Ceiling(limit.TotalMilliseconds)}")] : [],
        ];
    }

    /// <summary>The statements that take it back: READ COMMITTED and no limit are what a session starts with.</summary>
    public static IReadOnlyList<string> Undo(TransactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            .. options.Isolation != IsolationLevel.Unspecified ? (IEnumerable<string>)["SET TRANSACTION ISOLATION LEVEL READ COMMITTED"] : [],
            .. options.LockTimeout is not null ? (IEnumerable<string>)["SET LOCK_TIMEOUT -1"] : [],
        ];
    }
}
