using System.Globalization;
using Quarry.Contracts;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Errors;

/// <summary>The errors of the transport, one method per cause.</summary>
internal static class OdbcErrors
{
    private const string Install = "apt-get install unixodbc on Debian and Ubuntu, dnf install unixODBC on Fedora, brew install unixodbc on macOS";

    public static QuarryException ManagerMissing()
        => new(ErrorKind.User, ErrorCodes.ManagerMissing, $"No ODBC driver manager is installed on this machine. Install it: {Install}.");

    public static QuarryException NoEnvironment()
        => new(ErrorKind.Resource, ErrorCodes.NoEnvironment, "The ODBC driver manager gave no environment. The process may be out of memory.");

    public static QuarryException DriverMissing(string message, IReadOnlyList<string> installed)
        => new(ErrorKind.User, ErrorCodes.DriverMissing, $"The ODBC driver is not installed, or does not load: {message.TrimEnd('.')}. {Installed(installed)}", "IM002", null);

    public static QuarryException NoDriverForTarget(string database, IReadOnlyList<string> wanted, IReadOnlyList<string> installed)
        => new(ErrorKind.User, ErrorCodes.NoDriverForTarget,
            $"No ODBC driver for {database} is installed; it is reached by {string.Join(" or ", wanted.Select(name => $"\"{name}\""))}. {Installed(installed)}", "IM002", null);

    private static string Installed(IReadOnlyList<string> installed) => (installed.Count == 0
        ? "The driver manager knows no driver at all."
        : $"Installed are {string.Join(", ", installed.Select(name => $"\"{name}\""))}.")
        + " Install the driver's package (such as apt-get install odbc-postgresql, libsqliteodbc, odbc-mariadb or tdsodbc) or correct the name; odbcinst -q -d lists what is installed.";

    public static QuarryException SettingUnknown(string name, IEnumerable<string> known)
        => new(ErrorKind.User, ErrorCodes.SettingUnknown, $"There is no ODBC setting \"{name}\". The settings are {string.Join(", ", known)}; the README of Quarry.Odbc tells what each does.");

    public static QuarryException SettingInvalid(string name, string expected)
        => new(ErrorKind.User, ErrorCodes.SettingInvalid, $"The value of the ODBC setting \"{name}\" is not valid. It takes {expected}.");

    public static QuarryException NotReachedByOdbc(string driver)
        => new(ErrorKind.User, ErrorCodes.NotReachedByOdbc, $"Driver \"{driver}\" has no ODBC profile, so that {driver}: targets cannot go through ODBC. Leave transport=odbc out, or name the ODBC driver: odbc:Driver={{…}};….");

    public static QuarryException CredentialUnusable(CredentialKind kind)
        => new(ErrorKind.User, ErrorCodes.CredentialUnusable, $"An ODBC connection string carries a password or a token, and the source's credential is of kind {kind}. Use a password, or a keyword of the driver for integrated login.");

    public static QuarryException BadConnectionString(string what)
        => new(ErrorKind.User, ErrorCodes.ConnectionString, $"The ODBC connection string {what}. Write odbc:Driver={{name}};Server=host;Database=name;UID=user, and a value with ; or }} in braces, with }} doubled.");

    public static QuarryException ConnectionDead()
        => new(ErrorKind.Transport, ErrorCodes.ConnectionLost, "The ODBC driver says that the connection to the server is lost. Run the statement again on a new session.", "08S01", null) { Transient = true };

    public static QuarryException SessionSpoiled(QuarryException cause)
        => new(ErrorKind.Transport, ErrorCodes.ConnectionLost, $"The session did not go back to autocommit after its last transaction. Run the statement on a new session. {cause.Message}", cause.SqlState, null)
        {
            Records = cause.Records,
            Transient = true,
        };

    public static QuarryException LengthWidth(string driver)
        => new(ErrorKind.User, ErrorCodes.LengthWidth, $"The ODBC driver {driver} writes lengths of 32 bits (SQLLEN), which would turn rows into garbage. Install its build for 64-bit SQLLEN.");

    public static QuarryException OtherDatabase(DriverInfo driver, string product)
        => new(ErrorKind.User, ErrorCodes.OtherDatabase, $"The database calls itself \"{product}\", and the driver \"{driver.Id}\" knows {string.Join(", ", driver.DbmsNames.Select(name => $"\"{name}\""))}. "
            + "Name the ODBC driver instead, as in odbc:Driver={…};…: what no plugin knows is read through the generic profile.");

    public static QuarryException CannotReset()
        => new(ErrorKind.Server, ErrorCodes.CannotReset, "The session ran statements that may have changed its settings, and its ODBC profile knows no statement that resets them: it has to be closed.");

    public static QuarryException HintUnknown(string hint)
        => new(ErrorKind.User, ErrorCodes.HintUnknown, $"The plan holds the hint \"{hint}\", which the ODBC transport does not know. Remove the rule that sets it, or use the driver's native way.");

    public static QuarryException NotOffered(string what, Capability capability)
        => new(ErrorKind.User, ErrorCodes.NotOffered, $"The ODBC driver does not offer {what}: {capability.Reason}. Use another driver, or the database's native way.");

    public static QuarryException BadCharacter(string what, int position)
        => new(ErrorKind.User, ErrorCodes.BadCharacter, $"The statement holds {what}. Remove it.") { Position = position };

    public static QuarryException ParameterCount(int expected, int given)
        => new(ErrorKind.User, ErrorCodes.ParameterCount, string.Create(CultureInfo.InvariantCulture, $"The statement takes {expected} parameters, {given} were given."));

    public static QuarryException TooManyParameters(int markers)
        => new(ErrorKind.User, ErrorCodes.TooManyParameters, string.Create(CultureInfo.InvariantCulture,
            $"The statement has {markers} parameter markers, and ODBC counts up to {short.MaxValue} (SQLNumParams). Write the rows with a bulk write, send them in several statements, or use the driver's native way."));

    public static QuarryException NotSplittable(bool byKey)
        => new(ErrorKind.User, ErrorCodes.NotSplittable, byKey
            ? "This query cannot be split by a key. Split a table, or SELECT * FROM one."
            : "Nothing tells which rows of this query or table belong together. Name a column of its result as the key, one that is spread evenly.");

    public static QuarryException Truncated(ColumnSchema column, long row, long room, nint total)
        => new(ErrorKind.Server, ErrorCodes.Truncated, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the value has {(total == Sql.NoTotal ? "more" : $"{total}, more")} than the {room} bytes that the ODBC driver described, and it was not read again. Set odbc.lengths=hints to read such values one by one, or cast the column to a longer type."));

    public static QuarryException BadIndicator(ColumnSchema column, long row, nint indicator)
        => new(ErrorKind.Transport, ErrorCodes.BadIndicator, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\": the ODBC driver reports a length of {indicator}. This is a defect of the driver; use another version of it."));

    public static QuarryException RowFailed(long row, QuarryException? cause)
        => cause is null
            ? new(ErrorKind.Server, ErrorCodes.RowFailed, string.Create(CultureInfo.InvariantCulture, $"The ODBC driver marks row {row} as failed and does not say why."))
            : new(cause.Kind, ErrorCodes.RowFailed, string.Create(CultureInfo.InvariantCulture, $"Row {row} could not be read. {cause.Message}"), cause.SqlState, null)
            {
                Records = cause.Records,
                VendorCode = cause.VendorCode,
            };

    public static QuarryException ArraySize(string size)
        => new(ErrorKind.Transport, ErrorCodes.ArraySize, $"The ODBC driver set the size of its row array to {size}, which is more than there is room for. Set odbc.array-rows=1.");

    public static QuarryException ValueRange(ColumnSchema column, long row, string value)
        => new(ErrorKind.Server, ErrorCodes.ValueRange, string.Create(CultureInfo.InvariantCulture,
            $"Row {row}, column \"{column.Name}\" of type {column.Type}: {value} is outside its range, or not a value of it. Cast the column in the query, or read it as text."));

    public static QuarryException ParameterType(int number, LogicalType type)
        => new(ErrorKind.User, ErrorCodes.ParameterType, string.Create(CultureInfo.InvariantCulture, $"Parameter {number} of type {type} has no form in ODBC. Pass it as text and cast it in the statement."));

    public static QuarryException ParameterValue(int number, LogicalType type, string why)
        => new(ErrorKind.User, ErrorCodes.ParameterValue, string.Create(CultureInfo.InvariantCulture, $"Parameter {number} of type {type}: {why}."));

    public static QuarryException WriteType(ColumnSchema column)
        => new(ErrorKind.User, ErrorCodes.WriteType, $"Column \"{column.Name}\" of type {column.Type} has no form in ODBC. Convert it to text before it is written.");

    public static QuarryException RowsMissing(long written, long sent)
        => new(ErrorKind.Server, ErrorCodes.RowsMissing, string.Create(CultureInfo.InvariantCulture,
            $"The database counts {written} rows where {sent} were sent, and the ODBC driver reported no error. Nothing is kept; write the rows again with odbc.parameter-arrays=no."));

    /// <summary>A row that the database did not take; of an array whose driver does not tell which, one of <paramref name="count"/> from <paramref name="row"/> on.</summary>
    public static QuarryException RowRefused(long row, int count, QuarryException cause)
        => new(cause.Kind, ErrorCodes.RowRefused, string.Create(CultureInfo.InvariantCulture,
            $"{(count == 1 ? $"Row {row} was refused." : $"One of the rows {row} to {row + count - 1} was refused; the driver does not tell which.")} {cause.Message}"), cause.SqlState, null)
        {
            Records = cause.Records,
            VendorCode = cause.VendorCode,
            Transient = cause.IsTransient,
        };

    public static QuarryException NothingToWrite()
        => new(ErrorKind.User, ErrorCodes.NothingToWrite, "The batches to write have no columns.");

    public static QuarryException BatchRefused()
        => new(ErrorKind.User, ErrorCodes.BatchRefused, "Within a transaction a batch is all or nothing: use BatchMode.Atomic.");

    public static QuarryException Isolation(TransactionOptions options)
        => new(ErrorKind.User, ErrorCodes.Isolation, $"The ODBC transport cannot begin the transaction asked for (isolation {options.Isolation}{(options.ReadOnly ? ", read-only" : "")}{(options.Deferrable ? ", deferrable" : "")}"
            + $"{(options.Snapshot.Length > 0 ? ", of a snapshot" : "")}{(options.LockTimeout is null ? "" : ", with a lock timeout")}). Ask for what the server offers, or use the driver's native way.");

    public static QuarryException HalfWritten()
        => new(ErrorKind.Server, ErrorCodes.TransactionAborted, "A write within the transaction failed, and without savepoints what it had written cannot be undone alone.");

    public static QuarryException TransactionAborted(QuarryException cause)
        => new(ErrorKind.Server, ErrorCodes.TransactionAborted, $"Nothing was committed: an error had ended the transaction, and it was rolled back. {cause.Message}", cause.SqlState, null) { Records = cause.Records };

    public static QuarryException OutcomeUnknown(QuarryException cause)
        => new(ErrorKind.Transport, ErrorCodes.OutcomeUnknown, $"The connection was lost after COMMIT was sent: the transaction may or may not have happened. {cause.Message}", cause.SqlState, null)
        {
            Records = cause.Records,
            OutcomeUnknown = true,
        };

    /// <summary>What the driver says of a call that failed.</summary>
    public static QuarryException Of(OdbcHandle handle, short result) => ServerErrors.Of(Diagnostics.Read(handle), result, handle.Dialect);
}
