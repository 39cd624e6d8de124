using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Errors;

/// <summary>Tables that ASE does not make.</summary>
internal static class TableErrors
{
    private const string NotSupported = "0A000";

    public static QuarryException NullableBoolean(string column) => new(ErrorKind.User, ErrorCodes.NullableBoolean,
        $"Column \"{column}\" is a boolean that may be NULL, and ASE's bit takes no NULL. Say that the column takes none, cast it to a small integer in the query, "
        + "or create the table yourself with tinyint NULL and append to it.", NotSupported, null);

    public static QuarryException ColumnName(string column) => new(ErrorKind.User, ErrorCodes.ColumnName,
        $"ASE takes no column \"{column}\": a name that begins with # is that of a temporary table. Rename the column in the query.", NotSupported, null);
}
