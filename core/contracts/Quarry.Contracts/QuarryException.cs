using System.Data.Common;

namespace Quarry.Contracts;

/// <summary>An error of a server, a transport, a resource or a format. Its message names the cause, the place and the fix.</summary>
/// <remarks>
/// Misuse of the API (a closed batch, an argument out of range) is the CLR exception that ADO.NET prescribes, and cancellation
/// is <see cref="OperationCanceledException"/>; neither is a <see cref="QuarryException"/>. The message never holds a secret.
/// </remarks>
public class QuarryException : DbException
{
    private readonly string? _sqlState;
    private readonly DiagnosticRecord[] _records = [];

    /// <summary>Creates an error.</summary>
    /// <param name="kind">Who has to act.</param>
    /// <param name="code">A stable number from the range of the project or plugin that raises it, see <see cref="Code"/>.</param>
    /// <param name="message">Cause, place and fix in one or two sentences.</param>
    public QuarryException(ErrorKind kind, int code, string message)
        : this(kind, code, message, null, null)
    {
    }

    /// <summary>Creates an error that wraps another.</summary>
    /// <param name="kind">Who has to act.</param>
    /// <param name="code">A stable number.</param>
    /// <param name="message">Cause, place and fix.</param>
    /// <param name="innerException">The cause. A plugin must not pass an exception of a type of its own: it would pin the plugin's load context.</param>
    public QuarryException(ErrorKind kind, int code, string message, Exception? innerException)
        : this(kind, code, message, null, innerException)
    {
    }

    /// <summary>Creates an error with a SQLSTATE.</summary>
    /// <param name="kind">Who has to act.</param>
    /// <param name="code">A stable number.</param>
    /// <param name="message">Cause, place and fix.</param>
    /// <param name="sqlState">Five characters, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public QuarryException(ErrorKind kind, int code, string message, string? sqlState, Exception? innerException)
        : base(message, innerException) => (Kind, Code, _sqlState) = (kind, code, sqlState);

    /// <summary>Who has to act.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The stable number of this error, for programs: 1000s contracts, 2000s columns, 3000s security, 4000s ODBC, 5000s engine,
    /// 6000s plugin host, 7000s composition, 8000s ADO.NET (from 8500 Arrow), 9000s command line, 20000 to 29999 the plugins of this repository, 30000 and above all others, 1000 each.</summary>
    public int Code { get; }

    /// <inheritdoc/>
    public override string? SqlState => _sqlState;

    /// <summary>The vendor's own number, or 0.</summary>
    public int VendorCode { get; init; }

    /// <summary>The vendor's severity, such as <c>FATAL</c>, or null.</summary>
    public string? Severity { get; init; }

    /// <summary>Where in the SQL the error lies: a 1-based character index, or 0 if unknown.</summary>
    public int Position { get; init; }

    /// <summary>All diagnostic records of the database, first first.</summary>
    public IReadOnlyList<DiagnosticRecord> Records
    {
        get => _records;
        // A copy: what a plugin's `[a, b]` compiles to is a list type of the plugin's own assembly, which would pin its load context.
        init => _records = [.. value];
    }

    /// <summary>True if the same request can succeed when it is sent again.</summary>
    public bool Transient { get; init; }

    /// <inheritdoc/>
    public override bool IsTransient => Transient;

    /// <summary>True if COMMIT was sent and no answer came: the transaction may or may not have happened. Such an error is never retried automatically.</summary>
    public bool OutcomeUnknown { get; init; }

    /// <summary>Rows that are permanent although the write failed, 0 if it left none; null where the error is not a write's. If <see cref="OutcomeUnknown"/>
    /// is true it is the least: the rows that followed may be there as well.</summary>
    public long? RowsCommitted { get; init; }
}
