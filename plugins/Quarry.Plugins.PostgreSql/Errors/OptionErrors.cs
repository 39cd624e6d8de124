using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>What can be wrong with a target. No message shows a value: in a wrong place it may be a secret.</summary>
internal static class OptionErrors
{
    public static QuarryException Unknown(string name, IEnumerable<string> nearest)
        => New(ErrorCodes.OptionUnknown, $"PostgreSQL targets have no option \"{name}\". The nearest are {string.Join(", ", nearest)}; the plugin's README lists all.");

    public static QuarryException Refused(string name, string reason)
        => New(ErrorCodes.OptionRefused, $"The option \"{name}\" of a PostgreSQL target is refused: {reason}.");

    public static QuarryException Invalid(string name, string expected)
        => New(ErrorCodes.OptionInvalid, $"The value of option \"{name}\" is not valid. It takes {expected}.");

    public static QuarryException InvalidVariable(string variable, string expected)
        => New(ErrorCodes.OptionInvalid, $"The value of the environment variable {variable} is not valid. It takes {expected}. Correct it, or give the target the option itself.");

    public static QuarryException Twice(string name)
        => New(ErrorCodes.TargetInvalid, $"The target gives \"{name}\" twice: write it either in the part before the question mark or as an option.");

    public static QuarryException HostList()
        => New(ErrorCodes.TargetInvalid, "The target's list of hosts is malformed. Write h1:5432,h2,[::1]:5433.");

    public static QuarryException KeywordWithoutValue(int index)
        => New(ErrorCodes.TargetInvalid, string.Create(CultureInfo.InvariantCulture,
            $"The target's keyword string has no name=value at character {index + 1} after the scheme. Write postgresql:host=… dbname=…, or postgresql://user@host/database."));

    public static QuarryException KeywordQuote(string name)
        => New(ErrorCodes.TargetInvalid, $"The value of \"{name}\" in the target's keyword string has no closing quote. Write '…', and a quote within it as \\'.");

    private static QuarryException New(int code, string message) => new(ErrorKind.User, code, message, "08001", null);
}
