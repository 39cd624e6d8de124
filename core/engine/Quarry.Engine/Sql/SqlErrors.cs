using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>What can be wrong with SQL before it reaches a database.</summary>
internal static class SqlErrors
{
    public static QuarryException Unterminated(string what, string missing, int start)
        => At(ErrorCodes.SqlUnterminated, start, string.Create(CultureInfo.InvariantCulture,
            $"The {what} that starts at character {start + 1} does not end: {missing} is missing."));

    public static QuarryException Mixed(string first, int firstStart, string other, int start)
        => At(ErrorCodes.SqlMixedMarkers, start, string.Create(CultureInfo.InvariantCulture,
            $"Parameter {other} at character {start + 1} is of another kind than {first} at character {firstStart + 1}. Write all as names, all as ?, or all with numbers."));

    public static QuarryException BadNumber(int start)
        => At(ErrorCodes.SqlMarkerNumber, start, string.Create(CultureInfo.InvariantCulture,
            $"The number of the parameter at character {start + 1} is out of range. Number parameters from 1 without gaps."));

    public static QuarryException NumberGap(int missing, int highest, int start)
        => At(ErrorCodes.SqlMarkerNumber, start, string.Create(CultureInfo.InvariantCulture,
            $"Parameter {highest} at character {start + 1} is used, but parameter {missing} is not. Number parameters from 1 without gaps."));

    private static QuarryException At(int code, int start, string message) => new(ErrorKind.User, code, message) { Position = start + 1 };
}
