using Quarry.Contracts;

namespace Quarry.Engine.Transactions;

/// <summary>Which errors say that the server undid a transaction because of another one, so that it may succeed when it is repeated.</summary>
internal static class Conflict
{
    private const string SerializationFailure = "40001";
    private const string PostgreSqlDeadlock = "40P01";

    /// <summary>True for a serialization failure and a deadlock, by SQLSTATE or by the number that the vendor gives it.</summary>
    /// <param name="error">The error.</param>
    /// <param name="driver">The id of the driver that raised it.</param>
    public static bool Is(QuarryException error, string driver)
        => !error.OutcomeUnknown && (error.SqlState is SerializationFailure or PostgreSqlDeadlock || (driver, error.VendorCode) switch
        {
            // Deadlock victim; update conflict under snapshot isolation.
            ("sqlserver", 1205 or 3960) => true,
            // ORA-00060, ORA-08177.
            ("oracle", 60 or 8177) => true,
            ("sybase", 1205) => true,
            _ => false,
        });
}
