using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Errors;

/// <summary>What a result code of the library means to a caller (https://www.sqlite.org/rescode.html).</summary>
/// <param name="Kind">Who has to act.</param>
/// <param name="Code">This plugin's number.</param>
/// <param name="SqlState">SQLSTATE; SQLite has none, so it is the nearest of the standard's, of ODBC's or of PostgreSQL's.</param>
/// <param name="Fix">What to do.</param>
internal sealed record ResultCode(ErrorKind Kind, int Code, string SqlState, string Fix)
{
    private const string ConstraintFix = "Correct the row, or handle the conflict in the statement (ON CONFLICT).";
    private const string BusyFix = "Try again, end the other transaction, or raise the target's option busy_timeout.";

    /// <summary>True if the same request can succeed when it is sent again.</summary>
    public bool IsTransient { get; private init; }

    public static ResultCode Of(int extended) => extended switch
    {
        275 => Constraint("23514"), // CHECK
        787 => Constraint("23503"), // FOREIGN KEY
        1299 => Constraint("23502"), // NOT NULL
        1555 or 2067 or 2579 => Constraint("23505"), // PRIMARY KEY, UNIQUE, ROWID
        3091 => Constraint("22018"), // value of the wrong type in a STRICT table
        516 => new(ErrorKind.Server, ErrorCodes.Interrupted, "40000", "The transaction was rolled back; begin it again."), // ABORT_ROLLBACK
        517 => new(ErrorKind.Server, ErrorCodes.Busy, "40001", "Another connection wrote since this transaction began: roll back and run the transaction again.") { IsTransient = true }, // BUSY_SNAPSHOT
        _ => OfPrimary(extended & 0xFF),
    };

    private static ResultCode Constraint(string sqlState) => new(ErrorKind.User, ErrorCodes.Constraint, sqlState, ConstraintFix);

    private static ResultCode OfPrimary(int primary) => primary switch
    {
        1 => new(ErrorKind.User, ErrorCodes.Statement, "42000", "Correct the statement."),
        3 or 23 => new(ErrorKind.User, ErrorCodes.Refused, "42501", "Grant the permission, or leave the statement out."),
        4 => new(ErrorKind.Server, ErrorCodes.Interrupted, "40000", "Run the statement again."),
        5 => new(ErrorKind.Server, ErrorCodes.Busy, "HYT00", BusyFix) { IsTransient = true },
        6 => new(ErrorKind.Server, ErrorCodes.Locked, "55006", "End the statement that still reads the table, then try again.") { IsTransient = true },
        7 => new(ErrorKind.Resource, ErrorCodes.OutOfMemory, "HY001", "Give the process more memory, or ask for less at once."),
        8 => new(ErrorKind.User, ErrorCodes.ReadOnly, "25006", "Open the target with mode=rw and permission to write, outside a read-only transaction."),
        9 => new(ErrorKind.Server, ErrorCodes.Interrupted, "57014", "Run the statement again."),
        10 => new(ErrorKind.Transport, ErrorCodes.InputOutput, "58030", "Check the disk and the file system that hold the file."),
        11 => new(ErrorKind.Server, ErrorCodes.Corrupt, "XX001", "Run PRAGMA integrity_check, and restore the file from a backup."),
        13 => new(ErrorKind.Resource, ErrorCodes.DiskFull, "53100", "Free space on the disk, or raise PRAGMA max_page_count."),
        14 => new(ErrorKind.Transport, ErrorCodes.CannotOpen, "08001", "Check the path and its permissions; the folder of a database in WAL mode must be writable."),
        15 => new(ErrorKind.Server, ErrorCodes.Busy, "HYT00", BusyFix) { IsTransient = true },
        17 => new(ErrorKind.Server, ErrorCodes.SchemaChanged, "40001", "Run the statement again.") { IsTransient = true },
        18 => new(ErrorKind.User, ErrorCodes.TooBig, "54000", "SQLite holds at most 1 000 000 000 bytes in one value, row or statement; split it."),
        19 => Constraint("23000"),
        20 => new(ErrorKind.User, ErrorCodes.Constraint, "22018", "Give a value of the column's type; a rowid is an integer."),
        25 => new(ErrorKind.User, ErrorCodes.ParameterCount, "07009", "Give as many parameters as the statement takes."),
        26 => new(ErrorKind.User, ErrorCodes.NotADatabase, "08001", "Check that the target names a SQLite database file that is not encrypted."),
        _ => new(ErrorKind.Internal, ErrorCodes.Library, "HY000", "Report this with the statement that caused it."),
    };
}
