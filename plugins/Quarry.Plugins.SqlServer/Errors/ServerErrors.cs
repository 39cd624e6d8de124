using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Errors;

/// <summary>What the server's error numbers mean. Sources:
/// https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors and, for Azure SQL,
/// https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues.</summary>
/// <remarks>
/// The server rolls a transaction back at some errors and not at others, by no rule that its manual states
/// (https://www.sommarskog.se/error_handling/Part2.html collects what is known). Where it may, the transaction counts as ended: what came after it would be committed by itself, while a
/// transaction that had to be rolled back can be run again.
/// </remarks>
internal static class ServerErrors
{
    private static readonly FrozenDictionary<int, ErrorClass> s_classes = Classes();

    /// <summary>The class of a number, or null to leave it to the SQLSTATE.</summary>
    public static ErrorClass? Of(int number) => s_classes.GetValueOrDefault(number);

    internal static IEnumerable<int> Known => s_classes.Keys;

    private static FrozenDictionary<int, ErrorClass> Classes()
    {
        var all = new Dictionary<int, ErrorClass>();
        // Syntax, names, permissions, constraints, arithmetic: the statement fails, the transaction lives.
        Add(all, new() { Kind = ErrorKind.User },
            102, 105, 109, 110, 137, 156, 201, 206, 207, 208, 209, 213, 220, 229, 230, 232, 257, 262, 264, 271, 273, 334, 402, 468, 512, 515, 529, 530, 537, 544, 547, 550, 628, 911, 916,
            1033, 1088, 1767, 1776, 1785, 1913, 2601, 2627, 2628, 2705, 2714, 2715, 2760, 2812, 3701, 3705, 3902, 3903, 3906, 4060, 4064, 4104, 4924, 6401, 8101, 8102, 8106, 8115, 8116,
            8120, 8134, 8144, 8145, 8146, 8152, 8155, 8156, 8184, 10713, 10744, 18452, 18456, 18470, 18486, 18487, 18488);
        // Conversions of values, of XML and JSON; too deep a nesting; ends of transactions within a trigger; a transaction that can only be rolled back; SNAPSHOT where it is not allowed or too late.
        Add(all, new() { Kind = ErrorKind.User, EndsTransaction = true },
            217, 235, 241, 242, 244, 245, 248, 295, 3609, 3616, 3930, 3951, 3952, 3998, 8114, 8169, 9400, 9402, 9410, 9412, 9413, 9420, 9436, 9455, 13609);
        // https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-1222-database-engine-error: the statement waited too long; the transaction is not rolled back.
        Add(all, new() { Kind = ErrorKind.Server, IsTransient = true }, 1222);
        // A deadlock's victim (https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-1205-database-engine-error), conflicts of SNAPSHOT
        // (https://learn.microsoft.com/sql/relational-databases/sql-server-transaction-locking-and-row-versioning-guide) and of tables in memory
        // (https://learn.microsoft.com/sql/relational-databases/in-memory-oltp/transactions-with-memory-optimized-tables).
        Add(all, new() { Kind = ErrorKind.Server, IsTransient = true, EndsTransaction = true }, 1205, 3960, 3961, 3966, 3967, 41301, 41302, 41305, 41325);
        // The database or its server starts, moves or is busy.
        Add(all, new() { Kind = ErrorKind.Server, IsTransient = true, EndsTransaction = true },
            615, 921, 922, 926, 927, 983, 4221, 6005, 17142, 18401, 40143, 40197, 40501, 40540, 40613, 42108, 42109, 49918, 49919, 49920);
        // Memory and locks of the server, sessions and requests of an Azure database: less at a time, or later.
        Add(all, new() { Kind = ErrorKind.Resource, IsTransient = true, EndsTransaction = true }, 701, 802, 1204, 8645, 8651, 10928, 10929, 10936);
        // Room for data and log, quotas of an Azure database: somebody has to make room.
        Add(all, new() { Kind = ErrorKind.Resource, EndsTransaction = true }, 1101, 1105, 9002, 40544, 40549, 40550, 40551, 40552, 40553);
        return all.ToFrozenDictionary();
    }

    private static void Add(Dictionary<int, ErrorClass> all, ErrorClass meaning, params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers)
        {
            all.Add(number, meaning);
        }
    }
}
