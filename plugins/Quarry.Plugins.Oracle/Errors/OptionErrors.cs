using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Errors;

/// <summary>What can be wrong with a target. No message shows a value: in a wrong place it may be a secret.</summary>
internal static class OptionErrors
{
    public static QuarryException Unknown(string name, IEnumerable<string> known)
        => New(ErrorCodes.OptionUnknown, $"Oracle targets have no option \"{name}\". The options are {string.Join(", ", known)}; the plugin's README tells what each does.");

    public static QuarryException Invalid(string name, string expected)
        => New(ErrorCodes.OptionInvalid, $"The value of option \"{name}\" is not valid. It takes {expected}.");

    public static QuarryException Refused(string name, string reason)
        => New(ErrorCodes.OptionRefused, $"The option \"{name}\" of an Oracle target is refused: {reason}.");

    public static QuarryException Target(string what)
        => New(ErrorCodes.TargetInvalid, $"The Oracle target {what}. Write oracle://user@host:1521/SERVICE, or oracle://user@/ALIAS for a name of tnsnames.ora.");

    private static QuarryException New(int code, string message) => new(ErrorKind.User, code, message, "08001", null);
}
