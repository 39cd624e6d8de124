using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Errors;

/// <summary>What Oracle's errors mean. ODBC's driver gives most of them the SQLSTATE HY000; the number is the vendor's code.</summary>
/// <remarks>Source: each error has a page of its number, ORA-00060 that of https://docs.oracle.com/en/error-help/db/ora-00060/. An error undoes its statement, not its transaction
/// (https://docs.oracle.com/en/database/oracle/oracle-database/23/cncpt/transactions.html, Statement-Level Atomicity); the few that end it say so.</remarks>
internal static class ServerErrors
{
    // Numbers that RAISE_APPLICATION_ERROR may give: https://docs.oracle.com/en/database/oracle/oracle-database/23/lnpls/plsql-error-handling.html.
    private const int FirstOfApplication = 20000;
    private const int LastOfApplication = 20999;
    // ORA-00900 invalid SQL statement … ORA-00936 missing expression, ORA-00942 no such table, ORA-00955 name in use … ORA-00999 invalid view name.
    private const int FirstOfSyntax = 900;
    private const int LastOfSyntax = 999;

    private static readonly ErrorClass s_user = new() { Kind = ErrorKind.User };
    private static readonly ErrorClass s_server = new() { Kind = ErrorKind.Server };
    private static readonly ErrorClass s_again = new() { Kind = ErrorKind.Server, IsTransient = true };
    private static readonly ErrorClass s_unreachable = new() { Kind = ErrorKind.Transport };
    private static readonly ErrorClass s_lost = new() { Kind = ErrorKind.Transport, IsTransient = true };
    private static readonly ErrorClass s_full = new() { Kind = ErrorKind.Resource };
    private static readonly ErrorClass s_crowded = new() { Kind = ErrorKind.Resource, IsTransient = true };

    private static readonly FrozenDictionary<int, ErrorClass> s_classes = new (ErrorClass Class, int[] Numbers)[]
    {
        // Constraints: unique, NOT NULL, check, parent missing, child there.
        (s_user, [1, 1400, 1407, 2290, 2291, 2292]),
        // Values: too long, too large, not a number, not a date, division by zero, several rows where one is asked for, a LONG where none may be, no such offset.
        (s_user, [1401, 1422, 1426, 1427, 1438, 1461, 1465, 1476, 1722, 1830, 1839, 1840, 1841, 1843, 1847, 1850, 1858, 1861, 1874, 6502, 12899]),
        // Parameters missing or unknown, PL/SQL that does not compile, no savepoint of that name, SET TRANSACTION too late, a write in READ ONLY, ROWID of a join, SCN that is none.
        (s_user, [1006, 1008, 1036, 1086, 1445, 1446, 1453, 1456, 6550, 8180, 8181]),
        // Rights: none, no session, password wrong, missing, expired, account locked, no room granted.
        (s_user, [1005, 1017, 1031, 1045, 1536, 1950, 28000, 28001]),

        // The statement has been undone and its locks given up; the transaction lives, and may be gone on with or rolled back.
        (s_again, [60, 4020, 12829]),
        // Another transaction was first; the whole of this one may succeed.
        (s_again, [8177]),
        // A lock was not had in time, or at once.
        (s_again, [51, 54, 2049, 4021, 30006]),
        // The old state is no longer there; a PL/SQL package has been compiled anew.
        (s_again, [1555, 4061, 4068, 8176]),
        // Cancelled, or out of the time that the client gave; an internal error; a transaction of several databases in doubt; a table that changed since the snapshot.
        (s_server, [600, 1013, 1466, 1591, 7445]),
        // The transaction is rolled back: at the commit a constraint was violated, a branch failed, the session went over to another instance, or one of higher priority waited.
        (s_user with { EndsTransaction = true }, [2091]),
        (s_again with { EndsTransaction = true }, [24761, 25402, 63302]),

        // Not found: an alias, what stands behind it, a host.
        (s_unreachable, [12154, 12162, 12504, 12545]),
        // No listener, a service or SID that it does not know (yet, as their pages say), no handler, no answer, or the connection went away.
        (s_lost, [3113, 3114, 3135, 3136, 12152, 12170, 12203, 12500, 12505, 12514, 12516, 12518, 12519, 12520, 12528, 12535, 12537, 12541, 12543, 12547, 12560, 12570, 12571, 25401, 25408]),
        // The session was ended by the server, which starts or stops, or by an administrator or a limit of time.
        (s_lost, [28, 1012, 1033, 1034, 1089, 1090, 1092, 2396, 2399]),

        // No room in a tablespace, in temporary space, in undo; no memory; cursors left open.
        (s_full, [1000, 1652, 1653, 1654, 1658, 1688, 1691, 4030, 4031, 4036, 30036]),
        // Too many sessions.
        (s_crowded, [18, 20, 2391]),
    }.SelectMany(row => row.Numbers.Select(number => KeyValuePair.Create(number, row.Class))).ToFrozenDictionary();

    /// <summary>The numbers that are known one by one.</summary>
    public static IReadOnlyCollection<int> Known => s_classes.Keys;

    /// <summary>What a number means, or null.</summary>
    public static ErrorClass? Of(int number) => s_classes.GetValueOrDefault(number)
        ?? (number is (>= FirstOfSyntax and <= LastOfSyntax) or (>= FirstOfApplication and <= LastOfApplication) ? s_user : null);
}
