using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Errors;

/// <summary>What can be wrong with a target. No message shows a value: in a wrong place it may be a secret.</summary>
internal static class OptionErrors
{
    public static QuarryException Unknown(string name, IEnumerable<string> known)
        => New(ErrorCodes.OptionUnknown, $"SQL Server targets have no option \"{name}\". There are {string.Join(", ", known)}.");

    public static QuarryException Invalid(string name, string expected)
        => New(ErrorCodes.OptionInvalid, $"The value of option \"{name}\" is not valid. It takes {expected}.");

    public static QuarryException Refused(string name, string reason)
        => New(ErrorCodes.OptionRefused, $"The option \"{name}\" of a SQL Server target is refused: {reason}.");

    public static QuarryException Target(string message) => New(ErrorCodes.TargetInvalid, message);

    private static QuarryException New(int code, string message) => new(ErrorKind.User, code, message, "08001", null);
}
