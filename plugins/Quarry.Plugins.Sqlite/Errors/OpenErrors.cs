using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Errors;

/// <summary>Why a target could not be opened, and what to do about it.</summary>
internal static class OpenErrors
{
    private const int AccessDenied = 13;
    private const int NotPermitted = 1;
    private const int ReadOnlyFileSystem = 30;
    private const int TooManyFiles = 24;

    public static QuarryException Target(string message) => new(ErrorKind.User, ErrorCodes.TargetInvalid, message, "08001", null);

    public static QuarryException OptionUnknown(string name, IEnumerable<string> known)
        => new(ErrorKind.User, ErrorCodes.OptionUnknown, $"The SQLite driver knows no option \"{name}\". It knows {string.Join(", ", known)}.", "08001", null);

    public static QuarryException OptionInvalid(string name, string expected)
        => new(ErrorKind.User, ErrorCodes.OptionInvalid, $"The value of option \"{name}\" is not valid; write {expected}.", "08001", null);

    public static QuarryException CredentialUnused()
        => new(ErrorKind.User, ErrorCodes.CredentialUnused,
            "A SQLite file has no users and no password, so the credential would protect nothing. Remove it from the source.", "28000", null);

    public static QuarryException NotWritable(string path)
        => new(ErrorKind.User, ErrorCodes.FileNotWritable,
            $"The database file {path} cannot be written. Grant permission to write it, or open it with ?mode=ro.", "25006", null);

    /// <summary>The file could not be opened.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="extended">The library's extended result code.</param>
    /// <param name="message">The library's text.</param>
    /// <param name="systemError">errno, or 0 where the system has none.</param>
    public static QuarryException Of(SqliteSettings settings, int extended, string message, int systemError)
    {
        string path = settings.Path;
        if (!settings.IsMemory && extended % 256 == SqliteConst.CantOpen)
        {
            if (Directory.Exists(path))
            {
                return Error(ErrorKind.User, ErrorCodes.FileIsDirectory, extended, $"{path} is a directory. Name a database file in it.");
            }

            if (systemError is AccessDenied or NotPermitted or ReadOnlyFileSystem)
            {
                return Error(ErrorKind.User, ErrorCodes.PermissionDenied, extended,
                    $"Permission to open {path} was denied. Grant this process access to the file and to its folder{(settings.Mode == SqliteOpenMode.ReadOnly ? "" : ", or open it with ?mode=ro")}.");
            }

            if (systemError == TooManyFiles)
            {
                return Error(ErrorKind.Resource, ErrorCodes.CannotOpen, extended, $"{path} could not be opened: this process has too many open files. Raise the limit (ulimit -n), or open fewer sessions.");
            }

            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            {
                return Error(ErrorKind.User, ErrorCodes.FileMissing, extended, $"The folder {folder} does not exist. Correct the target, or create the folder.");
            }

            if (settings.Mode != SqliteOpenMode.ReadWriteCreate && !File.Exists(path))
            {
                return Error(ErrorKind.User, ErrorCodes.FileMissing, extended, $"There is no database file {Path.GetFullPath(path)}. Correct the target, or create the file by opening it with ?mode=rwc.");
            }
        }

        QuarryException error = SqliteErrors.Of(extended, message, 0);
        return Error(error.Kind, error.Code, extended, $"{path}: {error.Message}", error.SqlState, error.IsTransient);
    }

    private static QuarryException Error(ErrorKind kind, int code, int extended, string message, string? sqlState = "08001", bool transient = false)
        => new(kind, code, message, sqlState, null) { VendorCode = extended, Transient = transient };
}
