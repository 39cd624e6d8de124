using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting;

namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>The errors of this plugin that are not the server's, one method per cause.</summary>
internal static class PgErrors
{
    /// <summary>SQLSTATE of a statement that was cancelled, by a request or by <c>statement_timeout</c>.</summary>
    public const string QueryCancelled = "57014";

    /// <summary>The protocol counts parameters in 16 bits.</summary>
    public const int MaxParameters = ushort.MaxValue;

    public static QuarryException CannotConnect(string place, string cause)
        => new(ErrorKind.Transport, ErrorCodes.CannotConnect, $"{place} cannot be reached: {cause.TrimEnd('.')}. Check host and port, and that the server runs and listens there.", "08001", null) { Transient = true };

    public static QuarryException ConnectTimeout(string place, TimeSpan timeout)
        => new(ErrorKind.Transport, ErrorCodes.ConnectTimeout, string.Create(CultureInfo.InvariantCulture,
            $"{place} did not let us in within {timeout.TotalSeconds} s. Check host and port and what lies between, or raise connect_timeout."), "08001", null)
        { Transient = true };

    public static QuarryException HostUnknown(PostgreSqlHost host, string cause)
        => new(ErrorKind.Transport, ErrorCodes.HostUnknown, $"The host of {host} has no known address: {cause.TrimEnd('.')}. Check the target's host name and the name service.", "08001", null) { Transient = true };

    /// <summary>No address of several can be used; each error is a record.</summary>
    public static QuarryException NoHost(IReadOnlyList<QuarryException> failures)
        => new(ErrorKind.Transport, ErrorCodes.NoHost, $"None of the target's servers can be used. {string.Join(" ", failures.Select(failure => failure.Message))}", "08001", null)
        {
            Transient = failures.Any(failure => failure.IsTransient),
            Records = [.. failures.Select(failure => new DiagnosticRecord { SqlState = failure.SqlState ?? "", Message = failure.Message })],
        };

    public static QuarryException SessionAttributes(string place, string mismatch)
        => new(ErrorKind.Server, ErrorCodes.SessionAttributes, $"{place} is not the kind of server that was asked for: {mismatch}.", "08001", null) { Transient = true };

    public static QuarryException EncodingNotUtf8(string encoding)
        => new(ErrorKind.Server, ErrorCodes.EncodingNotUtf8, $"The server sends text in {encoding}, although UTF8 was asked for. Remove client_encoding from the target's options.", "08001", null);

    /// <summary>The server's own words, with where they come from. A refusal of the login has a code of its own.</summary>
    public static QuarryException Refused(Peer peer, QuarryException error)
        => Copy(error, error.SqlState is ['2', '8', ..] ? ErrorCodes.AuthenticationRefused : error.Code, $"{peer.Place} refuses the session of user \"{peer.Settings.User}\". {error.Message}");

    public static QuarryException WithHint(QuarryException error, string hint) => Copy(error, error.Code, $"{error.Message.TrimEnd('.')}. {hint}.");

    private static QuarryException Copy(QuarryException error, int code, string message)
        => new(error.Kind, code, message, error.SqlState, null) { Severity = error.Severity, Transient = error.IsTransient, Records = error.Records };

    public static QuarryException ConnectionLost(string? cause)
        => new(ErrorKind.Transport, ErrorCodes.ConnectionLost, $"The connection to the server was lost{(cause is null ? ": the server closed it" : $": {cause}")}. "
            + "Look into the server's log, and run the statement again on a new session.", "08006", null)
        { Transient = true };

    public static QuarryException Aborted()
        => new(ErrorKind.Transport, ErrorCodes.Aborted, "The connection was closed while a statement ran: the session was disposed, or the server did not answer a cancellation.", "08006", null);

    public static QuarryException Protocol(string what)
        => new(ErrorKind.Transport, ErrorCodes.Protocol, $"The server sent {what}, which the PostgreSQL protocol 3.0 does not allow here. "
            + "The target may be no PostgreSQL server, or something between changes the bytes.", "08P01", null);

    public static QuarryException HintUnknown(string name, string value)
        => new(ErrorKind.User, ErrorCodes.HintUnknown, $"The PostgreSQL driver knows no hint {name}={value}; it knows postgresql.read=copy. Correct the rule that sets it.");

    public static QuarryException CopyUnfit(string cause)
        => new(ErrorKind.User, ErrorCodes.CopyUnfit, $"The hint postgresql.read=copy does not fit the query: {cause}. Correct the rule that sets it.", "0A000", null);

    public static QuarryException ParameterCount(int taken, int given)
        => new(ErrorKind.User, ErrorCodes.ParameterCount, string.Create(CultureInfo.InvariantCulture,
            $"The statement takes {taken} parameter(s), but {given} were given. Give one value for each marker."), "07002", null);

    public static QuarryException TooManyParameters(int given)
        => new(ErrorKind.User, ErrorCodes.TooManyParameters, string.Create(CultureInfo.InvariantCulture,
            $"The statement has {given} parameters, and PostgreSQL's protocol counts at most {MaxParameters}. Pass arrays (= any($1), unnest($1)), or use the bulk write."), "54023", null);

    public static QuarryException MessageTooLarge(long bytes)
        => new(ErrorKind.User, ErrorCodes.MessageTooLarge, string.Create(CultureInfo.InvariantCulture,
            $"The statement and its values take {bytes} bytes or more, and PostgreSQL takes 1 GiB at most. Send the values in parts, or as a large object."), "54000", null);

    public static QuarryException NulInSql(int position)
        => new(ErrorKind.User, ErrorCodes.NulInSql, string.Create(CultureInfo.InvariantCulture,
            $"The statement holds a NUL character at character {position}, at which the protocol would end it. Remove it, or pass the text as a parameter."), "42601", null)
        { Position = position };

    public static QuarryException Isolation(TransactionOptions options)
        => options.Deferrable ? Deferrable() : options.Snapshot.Length > 0 ? SnapshotIsolation(options) : new(ErrorKind.User, ErrorCodes.Isolation,
            $"PostgreSQL has no isolation level {options.Isolation}. Ask for ReadCommitted, RepeatableRead (which is a snapshot), Serializable or Unspecified.", "HY024", null);

    public static QuarryException TransactionLost()
        => new(ErrorKind.Server, ErrorCodes.TransactionLost,
            "Nothing was committed: a statement of the transaction had failed, so PostgreSQL rolled it back. Begin it again.", "40000", null);

    public static QuarryException OutcomeUnknown(QuarryException error)
        => new(ErrorKind.Transport, ErrorCodes.OutcomeUnknown,
            $"The commit was asked for, but no answer came: the transaction may or may not have happened. Look for its effects before you repeat it. Cause: {error.Message}", error.SqlState, null)
        {
            OutcomeUnknown = true,
            Records = error.Records,
        };

    /// <summary>Nobody knows what is left of the session's last user.</summary>
    public static QuarryException ResetFailed(QuarryException error)
        => new(ErrorKind.Transport, ErrorCodes.ResetFailed, $"The session's reset failed, so it cannot be used any more: {error.Message} Run the statement on another session.", error.SqlState, null)
        {
            Transient = true,
            Records = error.Records,
        };

    public static QuarryException BatchRefused(int number, string cause)
        => new(ErrorKind.User, ErrorCodes.BatchRefused, string.Create(CultureInfo.InvariantCulture, $"Statement {number} cannot be part of a batch, and nothing of the batch ran: {cause}."), "0A000", null);

    public static QuarryException NotSplittable(string what, string cause, string fix)
        => new(ErrorKind.User, ErrorCodes.NotSplittable, $"{what} cannot be split into partitions: {cause}. {fix}", "0A000", null);

    private static QuarryException SnapshotIsolation(TransactionOptions options)
        => new(ErrorKind.User, ErrorCodes.SnapshotIsolation,
            $"A transaction of isolation {options.Isolation} cannot read another's snapshot. Ask for RepeatableRead, Snapshot or Serializable.", "HY024", null);

    private static QuarryException Deferrable()
        => new(ErrorKind.User, ErrorCodes.Deferrable, "PostgreSQL defers only transactions that are serializable and read-only. Set Isolation to Serializable and ReadOnly to true.", "HY024", null);

    public static QuarryException CopyRefused()
        => new(ErrorKind.User, ErrorCodes.CopyRefused,
            "COPY from or to the client is no query. To read, run the query itself; to write, use the bulk write; or let COPY use a file of the server.", "0A000", null);

    public static QuarryException NothingToWrite(string table)
        => new(ErrorKind.User, ErrorCodes.NothingToWrite, $"The batches for {table} have no columns, so there is nothing to write. Give the schema the table's columns by name.", "42601", null);

    public static QuarryException OutputsMissing(int asked, int came)
        => new(ErrorKind.User, ErrorCodes.OutputsMissing, string.Create(CultureInfo.InvariantCulture,
            $"{asked} output parameter(s) were asked for, but the statement returned {came} value(s). Call a procedure with as many OUT or INOUT parameters, or pass the others as input."), "07002", null);
}
