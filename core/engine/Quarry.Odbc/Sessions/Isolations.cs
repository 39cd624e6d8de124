using System.Data;

namespace Quarry.Odbc.Sessions;

/// <summary>Isolation levels as ODBC numbers them: SQL_TXN_READ_UNCOMMITTED and its brothers, sqlext.h.</summary>
internal static class Isolations
{
    /// <summary>The bit of a level, or 0 if ODBC has none.</summary>
    public static int BitOf(IsolationLevel level) => level switch
    {
        IsolationLevel.ReadUncommitted => 1,
        IsolationLevel.ReadCommitted => 2,
        IsolationLevel.RepeatableRead => 4,
        IsolationLevel.Serializable => 8,
        _ => 0,
    };
}
