using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Targets;

/// <summary>What can be wrong with a target. A message shows no part of the text but the scheme and the names of options: any other part may be a secret.</summary>
internal static class TargetErrors
{
    private const string Examples = "postgresql://user@host/database, sqlite:///absolute/path.db, sqlite:relative/path.db, sqlite::memory: or odbc:Driver={name};Server=host";

    public static QuarryException NoScheme()
        => Malformed($"The target has no scheme. Write it as a URI, such as {Examples}.");

    public static QuarryException DriveLetter()
        => Malformed("The target has no scheme: it starts with a drive letter. Write a file's path after a scheme, as in sqlite:///C:/path.db.");

    public static QuarryException BadEscape(int index)
        => Malformed(string.Create(CultureInfo.InvariantCulture,
            $"The target holds a bad percent escape at character {index + 1}. Write % itself as %25, and other characters as the UTF-8 bytes %XX."));

    public static QuarryException BadCharacter(int index, string what, string fix)
        => Malformed(string.Create(CultureInfo.InvariantCulture, $"The target holds {what} at character {index + 1}. {fix}"));

    public static QuarryException BadPort()
        => Malformed("The target's port is not a number from 1 to 65535. If user or password hold one of : / ? # @ %, write it percent-encoded, such as %2F for /.");

    public static QuarryException BadHost()
        => Malformed("The target's host is malformed. Write host, host:port, [IPv6]:port, or several as h1:1,h2:2.");

    public static QuarryException LateAt()
        => Malformed("The target holds an @ after its host. If a password holds a / or ?, write it as %2F or %3F; write an @ of a path or an option as %40.");

    public static QuarryException NotAnOption(int ordinal)
        => Malformed(string.Create(CultureInfo.InvariantCulture, $"Option {ordinal} of the target is not of the form name=value. Separate options with &, and write an & within a value as %26."));

    public static QuarryException DuplicateOption(string name)
        => Malformed($"The target gives the option {name} twice. Remove one.");

    public static QuarryException TwoSecrets(string name)
        => new(ErrorKind.User, ErrorCodes.TargetSecrets, $"The target gives a second secret in the option {name}. Keep one: the password after the user, or one option.");

    public static QuarryException SecretInPath(string name)
        => new(ErrorKind.User, ErrorCodes.TargetSecrets, $"The target gives a secret as {name}=… in its path, which is shown in traces and messages. Write it as scheme://user:password@host/database, or give the source a credential.");

    public static QuarryException BadConnectionString(string what)
        => Malformed($"The target's ODBC connection string holds {what}. Write odbc:Driver={{name}};Server=host;UID=user;PWD={{password}}; a value with ; or braces stands in braces, with }} doubled.");

    public static QuarryException NoOdbcDriver()
        => Malformed("The target names no ODBC driver and no data source. Write odbc:Driver={name};… or dsn:name.");

    public static QuarryException BadTransport()
        => Malformed("The option transport takes the name of a transport, such as native or odbc.");

    private static QuarryException Malformed(string message) => new(ErrorKind.User, ErrorCodes.TargetMalformed, message);
}
