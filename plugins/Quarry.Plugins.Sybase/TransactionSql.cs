using System.Data;
using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.Sybase;

/// <summary>Statements of transactions, shared by the dialect and the profile.</summary>
internal static class TransactionSql
{
    public const string Begin = "BEGIN TRANSACTION";
    public const string BeginIfNone = "IF @@TRANCOUNT = 0 BEGIN TRANSACTION";
    public const string CommitEmpty = "IF @@TRANCOUNT > 0 COMMIT TRANSACTION";

    /// <summary>Level 1 is the default of every server (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612541323.html).</summary>
    public const string DefaultIsolation = "SET TRANSACTION ISOLATION LEVEL 1";

    /// <summary>Without a number the session waits for ever, as a server without a limit of its own does.</summary>
    public const string NoLockTimeout = "SET LOCK WAIT";

    /// <summary>The statements for isolation and lock timeout, each null where nothing is asked; null if ASE has no such transaction.</summary>
    /// <remarks>Locks are waited for in whole seconds, rounded up (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612554135.html).</remarks>
    public static (string? Isolation, string? LockTimeout)? Settings(TransactionOptions options)
    {
        if (options is not { ReadOnly: false, Deferrable: false, Snapshot: "" })
        {
            return null;
        }

        int? level = options.Isolation switch
        {
            IsolationLevel.Unspecified => -1,
            IsolationLevel.ReadUncommitted => 0,
            IsolationLevel.ReadCommitted => 1,
            IsolationLevel.RepeatableRead => 2,
            IsolationLevel.Serializable => 3,
            _ => null,
        };
        return level is not { } number ? null : (
            number < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"SET TRANSACTION ISOLATION LEVEL {number}"),
            options.LockTimeout is { } limit ? string.Create(CultureInfo.InvariantCulture, $"SET LOCK WAIT {(int)Math.Ceiling(limit.TotalSeconds)}") : null);
    }
}
