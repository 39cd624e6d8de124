using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Errors;

/// <summary>What can be wrong with a target. No message shows a value: in a wrong place it may be a secret.</summary>
internal static class OptionErrors
{
    private const string CannotConnect = "08001";

    public static QuarryException Unknown(string name, IEnumerable<string> known)
        => New(ErrorCodes.OptionUnknown, $"ASE targets have no option \"{name}\". They take {string.Join(", ", known)}.");

    public static QuarryException Invalid(string name, string expected)
        => New(ErrorCodes.OptionInvalid, $"The value of option \"{name}\" is not valid. It takes {expected}.");

    public static QuarryException Refused(string name, string reason)
        => New(ErrorCodes.OptionRefused, $"The option \"{name}\" of an ASE target is refused: {reason}.");

    public static QuarryException NoServer()
        => New(ErrorCodes.TargetInvalid, "The target names no server. Write sybase://user@host:5000/database.");

    public static QuarryException SeveralServers()
        => New(ErrorCodes.TargetInvalid, "The target names several servers. Write one, and the others in the option alternate_servers=host:port,host:port.");

    public static QuarryException Database()
        => New(ErrorCodes.TargetInvalid, "The target's path is not one database. Write sybase://user@host:5000/database; leave it out for the login's own.");

    private static QuarryException New(int code, string message) => new(ErrorKind.User, code, message, CannotConnect, null);
}
